package ai.genops.sdk.attribution;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What the value of one tag has to look like: `TagRule.of("customer_id").required().matching("[a-z]+-[0-9]+")`.
 * Immutable; each method returns another rule. Made wrongly it throws, because that is at start.
 *
 * @param allowed the values it may have; empty for any
 * @param pattern what the whole value has to match
 * @param mostCharacters how long it may be
 */
public record TagRule(
        Tag tag, Level level, boolean isRequired, @Nullable Pattern pattern, Set<String> allowed, int mostCharacters) {

    /** What happens to an operation that breaks a rule. */
    public enum Level {
        /** It is counted, and logged once. */
        WARN,
        /** It is also recorded on the operation's span, as an event `genops.tag.violation`. */
        ERROR,
        /** The operation does not start: it is recorded as blocked, and `start` throws. */
        BLOCK
    }

    /**
     * A rule of level WARN that nothing breaks yet.
     *
     * @throws IllegalArgumentException if that cannot be the name of a tag
     */
    public static TagRule of(String name) {
        Tag tag = Tag.named(name);
        if (tag == null) {
            throw new IllegalArgumentException("`" + name + "` cannot be the name of a tag");
        }
        return new TagRule(tag, Level.WARN, false, null, Set.of(), TagValue.MOST_CHARACTERS);
    }

    public TagRule required() {
        return new TagRule(tag, level, true, pattern, allowed, mostCharacters);
    }

    /**
     * Its whole value has to match.
     *
     * @throws IllegalArgumentException if it is not a regular expression
     */
    public TagRule matching(String regex) {
        try {
            return new TagRule(tag, level, isRequired, Pattern.compile(regex), allowed, mostCharacters);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the rule of `" + tag.name() + "`: `" + regex + "` is not a regular expression", e);
        }
    }

    public TagRule oneOf(String... values) {
        return new TagRule(tag, level, isRequired, pattern, new LinkedHashSet<>(List.of(values)), mostCharacters);
    }

    /**
     * Its length is bounded.
     *
     * @throws IllegalArgumentException unless it is between 1 and 256
     */
    public TagRule atMost(int characters) {
        if (characters < 1 || characters > TagValue.MOST_CHARACTERS) {
            throw new IllegalArgumentException("the rule of `" + tag.name() + "`: the length must be 1 to "
                    + TagValue.MOST_CHARACTERS + ", is " + characters);
        }
        return new TagRule(tag, level, isRequired, pattern, allowed, characters);
    }

    public TagRule on(Level another) {
        return new TagRule(tag, another, isRequired, pattern, allowed, mostCharacters);
    }

    /** How `value` breaks the rule, as a sentence, or null. Values that may identify a person are not in it. */
    @Nullable
    String fault(@Nullable String value) {
        if (value == null) {
            return isRequired ? named("is required and absent") : null;
        }
        if (value.length() > mostCharacters) {
            return named("must have at most " + mostCharacters + " characters, has " + value.length());
        }
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            return named("must be one of " + allowed + shown(value));
        }
        boolean matches = pattern == null || pattern.matcher(value).matches();
        return matches ? null : named("must match " + pattern + shown(value));
    }

    private String named(String fault) {
        return "`" + tag.name() + "` " + fault;
    }

    private String shown(String value) {
        return tag.isPersonal() ? "" : ", is \"" + value + "\"";
    }
}
