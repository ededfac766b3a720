package ai.genops.sdk.attribution;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who a unit of work is for: values of tags, none of them empty or a placeholder. Immutable. A list in which each tag stands
 * once, what was said last first: every operation says little of its own and shares the rest with the others, and there are
 * so few tags that finding one is quicker than hashing its name.
 */
public final class Attribution {
    /** It ends every list; its own tag is never looked at. */
    public static final Attribution NONE = new Attribution(Tag.TEAM, "", null);

    private final Tag tag;
    private final String value;
    private final @Nullable Attribution rest;

    private Attribution(Tag tag, String value, @Nullable Attribution rest) {
        this.tag = tag;
        this.value = value;
        this.rest = rest;
    }

    public @Nullable String get(Tag wanted) {
        for (Attribution at = this; at.rest != null; at = at.rest) {
            if (at.tag.equals(wanted)) {
                return at.value;
            }
        }
        return null;
    }

    public boolean isEmpty() {
        return rest == null;
    }

    /** This with one value more, or another value. */
    Attribution with(Tag said, String itsValue) {
        String before = get(said);
        if (itsValue.equals(before)) {
            return this;
        }
        return new Attribution(said, itsValue, before == null ? this : without(said));
    }

    /** In another order. */
    private Attribution without(Tag unwanted) {
        Attribution others = NONE;
        for (Attribution at = this; at.rest != null; at = at.rest) {
            others = at.tag.equals(unwanted) ? others : new Attribution(at.tag, at.value, others);
        }
        return others;
    }

    /** This, and of `base` what this does not say. */
    public Attribution over(Attribution base) {
        if (base.isEmpty()) {
            return this;
        }
        Attribution all = base;
        for (Attribution at = this; at.rest != null; at = at.rest) {
            all = all.with(at.tag, at.value);
        }
        return all;
    }

    /** The values by the names of their tags, to be looked at. Unchanging. */
    public Map<String, String> byName() {
        return new ByName(this);
    }

    private static final class ByName extends AbstractMap<String, String> {
        private final Attribution attribution;

        ByName(Attribution attribution) {
            this.attribution = attribution;
        }

        @Override
        public @Nullable String get(Object name) {
            for (Attribution at = attribution; at.rest != null; at = at.rest) {
                if (at.tag.name().equals(name)) {
                    return at.value;
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
            for (Attribution at = attribution; at.rest != null; at = at.rest) {
                entries.put(at.tag.name(), at.value);
            }
            return Collections.unmodifiableMap(entries).entrySet();
        }
    }

    /** Under every name that somebody reads. */
    public void writeTo(SpanBuilder span) {
        for (Attribution at = this; at.rest != null; at = at.rest) {
            for (AttributeKey<String> key : at.tag.keys()) {
                span.setAttribute(key, at.value);
            }
        }
    }

    public void forEach(BiConsumer<Tag, String> action) {
        for (Attribution at = this; at.rest != null; at = at.rest) {
            action.accept(at.tag, at.value);
        }
    }

    private int size() {
        int size = 0;
        for (Attribution at = this; at.rest != null; at = at.rest) {
            size++;
        }
        return size;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Attribution that) || that.size() != size()) {
            return false;
        }
        for (Attribution at = this; at.rest != null; at = at.rest) {
            if (!at.value.equals(that.get(at.tag))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (Attribution at = this; at.rest != null; at = at.rest) {
            hash += at.tag.hashCode() ^ at.value.hashCode();
        }
        return hash;
    }

    /** Names and values; those that may identify a person are left out. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (Attribution at = this; at.rest != null; at = at.rest) {
            text.append(text.length() > 1 ? ", " : "").append(at.tag.name()).append('=');
            text.append(at.tag.isPersonal() ? "…" : at.value);
        }
        return text.append('}').toString();
    }
}
