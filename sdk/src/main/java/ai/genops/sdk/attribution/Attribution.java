package ai.genops.sdk.attribution;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Who a unit of work is for: values of tags, none of them empty or a placeholder. Immutable. */
public final class Attribution {
    public static final Attribution NONE = new Attribution(new Tag[0], new String[0]);

    // Two arrays, because every operation makes one and few have more than eight tags.
    private final Tag[] tags;
    private final String[] values;
    /** Made when it is first asked for; made twice at worst. */
    private @Nullable Map<String, String> byName;

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
        int size = base.tags.length;
        Tag[] allTags = Arrays.copyOf(base.tags, size + tags.length);
        String[] allValues = Arrays.copyOf(base.values, size + tags.length);
        for (int i = 0; i < tags.length; i++) {
            int at = base.indexOf(tags[i]);
            int place = at < 0 ? size++ : at;
            allTags[place] = tags[i];
            allValues[place] = values[i];
        }
        return size == allTags.length
                ? new Attribution(allTags, allValues)
                : new Attribution(Arrays.copyOf(allTags, size), Arrays.copyOf(allValues, size));
    }

    /** The values by the names of their tags. Unchanging. */
    public Map<String, String> byName() {
        Map<String, String> known = byName;
        if (known == null) {
            @SuppressWarnings({"unchecked", "rawtypes"}) // There are no arrays of a generic type.
            Map.Entry<String, String>[] entries = new Map.Entry[tags.length];
            for (int i = 0; i < tags.length; i++) {
                entries[i] = Map.entry(tags[i].name(), values[i]);
            }
            known = Map.ofEntries(entries);
            byName = known;
        }
        return known;
    }

    /** Under every name that somebody reads. */
    public void writeTo(SpanBuilder span) {
        for (int i = 0; i < tags.length; i++) {
            for (AttributeKey<String> key : tags[i].keys()) {
                span.setAttribute(key, values[i]);
            }
        }
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
