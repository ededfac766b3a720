package ai.genops.sdk.attribution;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who a unit of work is for: values of tags, none of them empty or a placeholder. Immutable. */
public final class Attribution {
    public static final Attribution NONE = new Attribution(new Tag[0], new String[0]);

    // Two arrays, because every operation makes one and few have more than eight tags.
    private final Tag[] tags;
    private final String[] values;

    private Attribution(Tag[] tags, String[] values) {
        this.tags = tags;
        this.values = values;
    }

    public @Nullable String get(Tag tag) {
        int at = indexOf(tag);
        return at < 0 ? null : values[at];
    }

    public boolean isEmpty() {
        return tags.length == 0;
    }

    /** This with one value more, or another value. */
    Attribution with(Tag tag, String value) {
        int at = indexOf(tag);
        int size = at < 0 ? tags.length + 1 : tags.length;
        Tag[] moreTags = Arrays.copyOf(tags, size);
        String[] moreValues = Arrays.copyOf(values, size);
        int place = at < 0 ? tags.length : at;
        moreTags[place] = tag;
        moreValues[place] = value;
        return new Attribution(moreTags, moreValues);
    }

    /** This, and of `base` what this does not say. */
    public Attribution over(Attribution base) {
        if (isEmpty() || base.isEmpty()) {
            return isEmpty() ? base : this;
        }
        Attribution merged = base;
        for (int i = 0; i < tags.length; i++) {
            merged = values[i].equals(merged.get(tags[i])) ? merged : merged.with(tags[i], values[i]);
        }
        return merged;
    }

    /** This without the tags that `kept` does not take. */
    Attribution only(Predicate<Tag> kept) {
        Attribution left = NONE;
        for (int i = 0; i < tags.length; i++) {
            left = kept.test(tags[i]) ? left.with(tags[i], values[i]) : left;
        }
        return left;
    }

    public void forEach(BiConsumer<Tag, String> action) {
        for (int i = 0; i < tags.length; i++) {
            action.accept(tags[i], values[i]);
        }
    }

    private int indexOf(Tag tag) {
        for (int i = 0; i < tags.length; i++) {
            if (tags[i].equals(tag)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Attribution that) || that.tags.length != tags.length) {
            return false;
        }
        for (int i = 0; i < tags.length; i++) {
            if (!values[i].equals(that.get(tags[i]))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < tags.length; i++) {
            hash += tags[i].hashCode() ^ values[i].hashCode();
        }
        return hash;
    }

    /** Names and values; those that may identify a person are left out. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        forEach((tag, value) -> text.append(text.length() > 1 ? ", " : "")
                .append(tag.name())
                .append('=')
                .append(tag.isPersonal() ? "…" : value));
        return text.append('}').toString();
    }
}
