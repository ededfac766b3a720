package ai.genops.rules.convention;

import java.util.List;

/**
 * What attributes of other conventions mean.
 *
 * @param target the {@code genops.*} attribute
 * @param from the names it is taken from; the first that a span has counts
 */
public record Meaning(String target, Form form, List<String> from) {
    /** What a value has to be. */
    public enum Form {
        TEXT,
        /** A whole number from 0. */
        TOKENS,
        /** A number from 0. */
        MONEY
    }

    static Meaning of(String target, Form form, String... from) {
        return new Meaning(target, form, List.of(from));
    }
}
