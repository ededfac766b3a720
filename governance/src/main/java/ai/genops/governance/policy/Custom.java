package ai.genops.governance.policy;

import java.util.function.Predicate;

/**
 * A rule of one's own, under any name.
 *
 * @param permits must be safe for concurrent use; if it fails, the call is blocked
 * @param code begins with x_, or is one of the specification's
 * @param reason what is told when it does not permit
 */
public record Custom(String name, Predicate<Subject> permits, Action action, ReasonCode code, String reason)
        implements Policy {
    @Override
    public Decision decide(Subject subject) {
        return permits.test(subject) ? Decision.allowed(name) : Decision.broken(name, action, code, reason);
    }
}
