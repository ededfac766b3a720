package ai.genops.destination.delivery;

import ai.genops.pipeline.config.Section;
import java.util.List;

/// What becomes of events that the other side does not take.
///
/// @param keepRefused whether what it refuses for good is kept as dead letters; counted only, otherwise
/// @param waitWhenExhausted whether what failed at every retry stays in the log and is tried for as long as it takes;
///     it becomes a dead letter otherwise
public record Undeliverable(boolean keepRefused, boolean waitWhenExhausted) {
    static final Undeliverable DEFAULT = new Undeliverable(true, true);

    /// Reads `on_refused` (`dead_letter` or `drop`) and `on_exhausted` (`wait` or `dead_letter`).
    static Undeliverable read(Section block) {
        String refused = block.choice("on_refused", "dead_letter", List.of("dead_letter", "drop"));
        String exhausted = block.choice("on_exhausted", "wait", List.of("wait", "dead_letter"));
        return new Undeliverable(refused.equals("dead_letter"), exhausted.equals("wait"));
    }
}
