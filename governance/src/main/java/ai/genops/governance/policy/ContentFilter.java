package ai.genops.governance.policy;

import ai.genops.governance.policy.Subject.Phase;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for patterns in the prompt before the call and in the response after it. Says which pattern was found and never
 * what. A text of more than 1,000,000 characters is not looked through but treated as if something was found, as is a
 * pattern that takes too deep a recursion on it.
 */
public final class ContentFilter implements Policy {
    private static final int MAX_CHARS = 1_000_000;

    private final String name;
    private final Map<String, Pattern> patterns;
    private final boolean prompts;
    private final boolean responses;
    private final Action action;
    private final Decision allowed;

    /**
     * Looks at prompts, at responses, or at both.
     *
     * @param patterns by the names that reasons show
     */
    public ContentFilter(
            String name, Map<String, Pattern> patterns, boolean prompts, boolean responses, Action action) {
        this.name = name;
        this.patterns = new TreeMap<>(patterns);
        this.prompts = prompts;
        this.responses = responses;
        this.action = action;
        this.allowed = Decision.allowed(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isFor(Phase phase) {
        return phase == Phase.BEFORE ? prompts : responses;
    }

    @Override
    public Decision decide(Subject subject) {
        boolean before = subject.phase() == Phase.BEFORE;
        String where = before ? "prompt" : "response";
        String text = before ? subject.prompt() : subject.response();
        if (text == null) {
            return new Decision(name, Result.ALLOWED, null, "the " + where + " is not shown to policies", null);
        }
        String found = found(text);
        return found == null
                ? allowed
                : Decision.broken(name, action, ReasonCode.Standard.POLICY_DENY_CONTENT, "the " + where + found);
    }

    private @Nullable String found(String text) {
        if (text.length() > MAX_CHARS) {
            return " has more than " + MAX_CHARS + " characters and was not looked through";
        }
        for (Map.Entry<String, Pattern> pattern : patterns.entrySet()) {
            try {
                if (pattern.getValue().matcher(text).find()) {
                    return " has what `" + pattern.getKey() + "` looks for";
                }
            } catch (StackOverflowError e) {
                return " is too much for the pattern `" + pattern.getKey() + "`";
            }
        }
        return null;
    }
}
