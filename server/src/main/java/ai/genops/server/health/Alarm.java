package ai.genops.server.health;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A rule about one subject, and whether it holds. Told when its condition has held for as long as the rule says, and
/// again when it has not held for as long; what is not known changes nothing. One thread at a time.
final class Alarm {
    /// `PENDING`: it holds, and not for long enough yet.
    enum State {
        OK,
        PENDING,
        FIRING;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final long NEVER = Long.MIN_VALUE;

    private final Rule rule;
    private final String subject;
    private State state = State.OK;
    private long sinceMillis;
    private long heldSince = NEVER;
    private long restingSince = NEVER;
    private boolean known;
    private String shown = "";

    /// @param subject a source's or destination's id; empty for the server
    Alarm(Rule rule, String subject) {
        this.rule = rule;
        this.subject = subject;
    }

    Rule rule() {
        return rule;
    }

    String subject() {
        return subject;
    }

    /// The same at every start.
    String key() {
        return rule.name() + (subject.isEmpty() ? "" : "/" + subject);
    }

    State state() {
        return state;
    }

    /// When the state began, in milliseconds since 1970; 0: at the start.
    long sinceMillis() {
        return sinceMillis;
    }

    /// Whether all its metrics have values.
    boolean known() {
        return known;
    }

    /// Its metrics with their values.
    String shown() {
        return shown;
    }

    /// It fired before a restart, and has been told.
    void restore(long firingSinceMillis) {
        state = State.FIRING;
        sinceMillis = firingSinceMillis;
    }

    /// The state that is to be told now; null if there is nothing new.
    @Nullable
    State look(Values values, long nanos, long millis) {
        Boolean holds = rule.condition().test(values, subject);
        shown = rule.condition().shown(values, subject);
        known = holds != null;
        if (holds == null) {
            return null;
        }
        heldSince = holds ? (heldSince == NEVER ? nanos : heldSince) : NEVER;
        restingSince = holds ? NEVER : (restingSince == NEVER ? nanos : restingSince);
        return state == State.FIRING ? whenFiring(holds, nanos, millis) : whenNot(holds, nanos, millis);
    }

    private @Nullable State whenNot(boolean holds, long nanos, long millis) {
        boolean longEnough = holds && nanos - heldSince >= rule.holdFor().toNanos();
        State next = longEnough ? State.FIRING : holds ? State.PENDING : State.OK;
        enter(next, millis);
        return longEnough ? State.FIRING : null;
    }

    private @Nullable State whenFiring(boolean holds, long nanos, long millis) {
        if (holds || nanos - restingSince < rule.resolveAfter().toNanos()) {
            return null;
        }
        enter(State.OK, millis);
        return State.OK;
    }

    private void enter(State next, long millis) {
        if (state != next) {
            state = next;
            sinceMillis = millis;
        }
    }
}
