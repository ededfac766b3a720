package ai.genops.destination.metrics;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// The events of a request and what has come of each so far: delivered, unless something else is said.
public final class Readings {
    private static final Outcome DELIVERED = new Outcome.Delivered();

    private final List<Reading> all;
    private final List<Outcome> outcomes;

    private Readings(List<Reading> all) {
        this.all = all;
        this.outcomes = new ArrayList<>(Collections.nCopies(all.size(), DELIVERED));
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).problem().isEmpty()) {
                settle(i, new Outcome.Refused(all.get(i).problem()));
            }
        }
    }

    /// Those that could not be measured are refused.
    public static Readings of(Request request) throws IOException {
        List<Reading> all = new ArrayList<>(request.events());
        for (int i = 0; i < request.events(); i++) {
            all.add(Reading.read(request.event(i)));
        }
        return new Readings(all);
    }

    public int size() {
        return all.size();
    }

    public Reading get(int index) {
        return all.get(index);
    }

    /// Whether nothing speaks against an event yet.
    public boolean counts(int index) {
        return outcomes.get(index).equals(DELIVERED);
    }

    public void settle(int index, Outcome outcome) {
        outcomes.set(index, outcome);
    }

    /// Refuses the events that have a value in one of these series.
    public void refuse(Map<Series, String> reasons) {
        for (int i = 0; !reasons.isEmpty() && i < size(); i++) {
            for (Sample sample : get(i).samples()) {
                String reason = reasons.get(sample.series());
                if (reason != null && counts(i)) {
                    settle(i, new Outcome.Refused(reason));
                }
            }
        }
    }

    public Outcome outcome() {
        return outcomes.stream().allMatch(DELIVERED::equals) ? DELIVERED : new Outcome.Each(outcomes);
    }
}
