package ai.genops.governance.policy;

import ai.genops.governance.policy.Subject.Phase;

/** A rule about calls. Safe for concurrent use. */
public interface Policy {
    /** Unique among those that are asked together. */
    String name();

    /** Must not change the subject; may count it. */
    Decision decide(Subject subject);

    /** Whether it has anything to say then. */
    default boolean isFor(Phase phase) {
        return true;
    }
}
