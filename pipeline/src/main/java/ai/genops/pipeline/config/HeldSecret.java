package ai.genops.pipeline.config;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A secret of a store, as last fetched. A store that cannot be reached later takes nothing away: the last value
/// stands until there is another. Safe for concurrent use.
final class HeldSecret {
    /// Values kept to be recognised in texts, the current one among them.
    static final int MOST_VALUES = 8;

    private static final Logger log = LoggerFactory.getLogger(HeldSecret.class);

    private final SecretStore store;
    private final String reference;
    /// Why there was none when it was first asked for, where somebody has to correct something; empty otherwise.
    private final String wrong;
    /// Latest first; empty if it was missing at first.
    private volatile List<String> values;
    /// Why the last attempt to fetch it failed; empty if it did not.
    private volatile String problem;
    private boolean told;

    HeldSecret(SecretStore store, String reference) {
        this.store = store;
        this.reference = reference;
        String reason = "";
        boolean passing = false;
        List<String> first = List.of();
        try {
            first = List.of(store.fetch(reference));
        } catch (SecretStore.Unavailable e) {
            reason = e.reason();
            passing = e.isPassing();
        }
        values = first;
        wrong = passing ? "" : reason;
        problem = reason;
    }

    /// Why there is none; empty if there is one, though perhaps not the current one.
    String missing() {
        return values.isEmpty() ? problem : "";
    }

    /// Whether there is none because its store could not give it yet.
    boolean isPending() {
        return values.isEmpty() && wrong.isEmpty();
    }

    SecretState state() {
        return new SecretState(name(), problem);
    }

    /// What is wrong with it, the first time that this is asked; empty after that, and if it is only pending.
    synchronized String firstTold() {
        boolean first = !told;
        told = true;
        return first ? wrong : "";
    }

    private String name() {
        return store.scheme() + ":" + reference;
    }

    String remark() {
        return store.remark(reference);
    }

    String value() {
        return values.isEmpty() ? "" : values.getFirst();
    }

    List<String> values() {
        return values;
    }

    /// Fetches it again, unless something was wrong with it at first: whoever needed it did without.
    synchronized void refresh() {
        if (!wrong.isEmpty()) {
            return;
        }
        try {
            take(store.fetch(reference));
            if (!problem.isEmpty()) {
                log.info("the secret `{}` is there", name());
            }
            problem = "";
        } catch (SecretStore.Unavailable e) {
            if (problem.isEmpty()) {
                log.warn("the secret `{}` keeps its last value: {}", name(), e.reason());
            } else if (values.isEmpty() && !problem.equals(e.reason())) {
                log.warn("the secret `{}` is not there yet: {}", name(), e.reason());
            }
            problem = e.reason();
        }
    }

    private void take(String value) {
        if (!value.equals(value())) {
            List<String> renewed = new ArrayList<>(values);
            renewed.remove(value);
            renewed.addFirst(value);
            boolean renews = !values.isEmpty();
            values = List.copyOf(renewed.subList(0, Math.min(MOST_VALUES, renewed.size())));
            if (renews) {
                log.info("the secret `{}` has a new value", name());
            }
        }
    }
}
