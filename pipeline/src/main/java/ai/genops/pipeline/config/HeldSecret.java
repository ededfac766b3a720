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
    private final String missing;
    /// Latest first; empty if it was missing at first.
    private volatile List<String> values;
    /// Why the last attempt to fetch it failed; empty if it did not.
    private volatile String problem;
    private boolean told;

    HeldSecret(SecretStore store, String reference) {
        this.store = store;
        this.reference = reference;
        String reason = "";
        List<String> first = List.of();
        try {
            first = List.of(store.fetch(reference));
        } catch (SecretStore.Unavailable e) {
            reason = e.reason();
        }
        values = first;
        missing = reason;
        problem = reason;
    }

    /// Why it was missing when it was first asked for; empty if it was not.
    String missing() {
        return missing;
    }

    SecretState state() {
        return new SecretState(name(), problem);
    }

    /// Why it was missing when it was first asked for, the first time that this is asked; empty after that.
    synchronized String firstTold() {
        boolean first = !told;
        told = true;
        return first ? missing : "";
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

    /// Fetches it again, unless it was missing at first: whoever needed it did without.
    synchronized void refresh() {
        if (values.isEmpty()) {
            return;
        }
        try {
            take(store.fetch(reference));
            if (!problem.isEmpty()) {
                log.info("the secret `{}` is there again", name());
            }
            problem = "";
        } catch (SecretStore.Unavailable e) {
            if (problem.isEmpty()) {
                log.warn("the secret `{}` keeps its last value: {}", name(), e.reason());
            }
            problem = e.reason();
        }
    }

    private void take(String value) {
        if (!value.equals(value())) {
            List<String> renewed = new ArrayList<>(values);
            renewed.remove(value);
            renewed.addFirst(value);
            values = List.copyOf(renewed.subList(0, Math.min(MOST_VALUES, renewed.size())));
            log.info("the secret `{}` has a new value", name());
        }
    }
}
