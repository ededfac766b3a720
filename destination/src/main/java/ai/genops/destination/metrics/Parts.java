package ai.genops.destination.metrics;

import ai.genops.destination.delivery.Outcome;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sends items in as few requests as the other side takes: what is too large is halved. It is items that are divided,
/// never the events behind them: halves of a batch's events would each be a sum of their own.
public final class Parts<T> {
    private final Attempt<T> attempt;
    private final Map<T, String> refused = new LinkedHashMap<>();

    /// One request with these items. It may find them too large by itself.
    @FunctionalInterface
    public interface Attempt<T> {
        Outcome send(List<T> items) throws IOException, InterruptedException;
    }

    public Parts(Attempt<T> attempt) {
        this.attempt = attempt;
    }

    /// The first failure that passes, upon which it stops; null if every item was judged.
    public Outcome.@Nullable Failed send(List<T> items) throws IOException, InterruptedException {
        if (items.isEmpty()) {
            return null;
        }
        return switch (attempt.send(items)) {
            case Outcome.Delivered _ -> null;
            case Outcome.Failed failed -> failed;
            case Outcome.Refused(var reason) -> refuse(items, reason);
            case Outcome.TooLarge(var reason) when items.size() == 1 -> refuse(items, reason);
            case Outcome.TooLarge _ -> halves(items);
            case Outcome.Expired _, Outcome.Each _ -> throw new IllegalArgumentException("parts have one outcome");
        };
    }

    private Outcome.@Nullable Failed halves(List<T> items) throws IOException, InterruptedException {
        int middle = items.size() / 2;
        Outcome.Failed first = send(items.subList(0, middle));
        return first != null ? first : send(items.subList(middle, items.size()));
    }

    private Outcome.@Nullable Failed refuse(List<T> items, String reason) {
        items.forEach(item -> refused.put(item, reason));
        return null;
    }

    /// Items refused for good, with the reason.
    public Map<T, String> refused() {
        return refused;
    }
}
