package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The books as one would write them down: every charge is kept, every sum is made anew. */
final class ModelStore {
    static final class Charge {
        final Request request;
        final Instant made;
        Instant expires;
        String state = "RESERVED";
        BigDecimal charged = BigDecimal.ZERO;

        Charge(Request request, Instant made) {
            this.request = request;
            this.made = made;
            this.expires = made.plus(request.lease());
        }

        BigDecimal counts() {
            return state.equals("RESERVED") ? request.amount() : charged;
        }
    }

    final Map<String, Charge> charges = new HashMap<>();

    /** What {@link Outcome} it is, by name. */
    String reserve(Request request, Instant now) {
        expire(now);
        Charge known = charges.get(request.key());
        if (known != null) {
            boolean same = known.state.equals("RESERVED")
                    && known.request.nanos() == request.nanos()
                    && known.request.budgets().equals(request.budgets());
            return same ? "Granted" : "Conflict";
        }
        for (Budget budget : request.budgets()) {
            if (budget.refuses()
                    && request.enforced()
                    && taken(budget, now).add(request.amount()).compareTo(budget.cap()) > 0) {
                return "Refused";
            }
        }
        charges.put(request.key(), new Charge(request, now));
        return "Granted";
    }

    String commit(String key, BigDecimal actual, Instant now) {
        expire(now);
        Charge one = charges.get(key);
        if (one == null) {
            return "null";
        }
        if (!one.state.equals("COMMITTED")) {
            one.state = "COMMITTED";
            one.charged = actual;
        }
        return one.state;
    }

    String release(String key, Instant now) {
        expire(now);
        Charge one = charges.get(key);
        if (one == null) {
            return "null";
        }
        if (one.state.equals("RESERVED")) {
            one.state = "RELEASED";
        }
        return one.state;
    }

    String correct(String key, BigDecimal actual, Instant now) {
        expire(now);
        Charge one = charges.get(key);
        if (one == null) {
            return "null";
        }
        if (one.state.equals("COMMITTED")) {
            one.charged = actual;
        }
        return one.state;
    }

    boolean extend(String key, java.time.Duration lease, Instant now) {
        expire(now);
        Charge one = charges.get(key);
        boolean held = one != null && one.state.equals("RESERVED");
        if (one != null && held) {
            one.expires = now.plus(lease);
        }
        return held;
    }

    void expire(Instant now) {
        for (Charge one : charges.values()) {
            if (one.state.equals("RESERVED") && !one.expires.isAfter(now)) {
                one.state = "EXPIRED";
                one.charged = one.request.abandoned() == Request.Abandoned.IS_CHARGED
                        ? one.request.amount()
                        : BigDecimal.ZERO;
            }
        }
    }

    BigDecimal taken(Budget budget, Instant now) {
        List<BigDecimal> amounts = new ArrayList<>();
        Instant oldest = budget.window().oldest(now);
        for (Charge one : charges.values()) {
            boolean counts = one.request.budgets().list().contains(budget)
                    && !budget.window().cell(one.made).isBefore(oldest);
            if (counts) {
                amounts.add(one.counts());
            }
        }
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
