package ai.genops.governance.policy;

import ai.genops.governance.policy.Subject.Phase;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Allows and denies models, regions or teams by name. A name ends with {@code *} for all that begin so; case does not
 * count. What is denied is denied; otherwise, if anything is allowed by name, only that is. A call that does not tell is
 * denied.
 */
public final class Access implements Policy {
    private final String name;
    private final String what;
    private final Function<Subject, @Nullable String> value;
    private final String[] allow;
    private final String[] deny;
    private final ReasonCode code;
    private final Action action;
    private final Decision allowed;

    private Access(
            String name,
            String what,
            Function<Subject, @Nullable String> value,
            List<String> allow,
            List<String> deny,
            ReasonCode code,
            Action action) {
        this.name = name;
        this.what = what;
        this.value = value;
        this.allow = allow.toArray(new String[0]);
        this.deny = deny.toArray(new String[0]);
        this.code = code;
        this.action = action;
        this.allowed = Decision.allowed(name);
    }

    public static Access toModels(String name, List<String> allow, List<String> deny, Action action) {
        return new Access(name, "model", Subject::model, allow, deny, ReasonCode.Standard.POLICY_DENY_MODEL, action);
    }

    public static Access inRegions(String name, List<String> allow, List<String> deny, Action action) {
        return new Access(name, "region", Subject::region, allow, deny, ReasonCode.Standard.POLICY_DENY_REGION, action);
    }

    public static Access ofTeams(String name, List<String> allow, List<String> deny, Action action) {
        return new Access(
                name,
                "team",
                subject -> subject.attribution().get("team"),
                allow,
                deny,
                ReasonCode.TEAM_NOT_ALLOWED,
                action);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isFor(Phase phase) {
        return phase == Phase.BEFORE;
    }

    @Override
    public Decision decide(Subject subject) {
        String told = value.apply(subject);
        String wanted = told == null ? "" : told.strip();
        if (wanted.isEmpty()) {
            return allow.length + deny.length == 0 ? allowed : denied("no " + what + " is told");
        }
        boolean isDenied = anyMatches(deny, wanted);
        boolean isAllowed = allow.length == 0 || anyMatches(allow, wanted);
        return isAllowed && !isDenied
                ? allowed
                : denied("the %s `%s` is %s".formatted(what, told, isDenied ? "denied" : "not among those allowed"));
    }

    private Decision denied(String reason) {
        return Decision.broken(name, action, code, reason);
    }

    private static boolean anyMatches(String[] patterns, String wanted) {
        for (String pattern : patterns) {
            int beginning = pattern.length() - 1;
            boolean matches = pattern.endsWith("*")
                    ? wanted.regionMatches(true, 0, pattern, 0, beginning)
                    : wanted.equalsIgnoreCase(pattern);
            if (matches) {
                return true;
            }
        }
        return false;
    }
}
