package ai.genops.sdk.attribution;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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
        return isEmpty() || base.isEmpty() ? (isEmpty() ? base : this) : of(tags, values, tags.length, base);
    }

    /** The first `size` tags with their values, each of them once, and of `base` what they do not say. */
    static Attribution of(Tag[] tags, String[] values, int size, Attribution base) {
        int all = base.tags.length;
        Tag[] allTags = Arrays.copyOf(base.tags, all + size);
        String[] allValues = Arrays.copyOf(base.values, all + size);
        for (int i = 0; i < size; i++) {
            int at = base.indexOf(tags[i]);
            int place = at < 0 ? all++ : at;
            allTags[place] = tags[i];
            allValues[place] = values[i];
        }
        return all == allTags.length
                ? new Attribution(allTags, allValues)
                : new Attribution(Arrays.copyOf(allTags, all), Arrays.copyOf(allValues, all));
    }

    /** The values by the names of their tags. Unchanging. */
    public Map<String, String> byName() {
        Map<String, String> known = byName;
        if (known == null) {
            known = new ByName();
            byName = known;
        }
        return known;
    }

    /** Looks into the arrays: there are so few tags that finding one is quicker than hashing its name. */
    private final class ByName extends AbstractMap<String, String> {
        @Override
        public @Nullable String get(Object name) {
            for (int i = 0; i < tags.length; i++) {
                if (tags[i].name().equals(name)) {
                    return values[i];
                }
            }
            return null;
        }

        @Override
        public boolean containsKey(Object name) {
            return get(name) != null;
        }

        @Override
        public Set<Entry<String, String>> entrySet() {
            Map<String, String> entries = new LinkedHashMap<>();
            Attribution.this.forEach((tag, value) -> entries.put(tag.name(), value));
            return Collections.unmodifiableMap(entries).entrySet();
        }
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
