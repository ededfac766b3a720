package ai.genops.pipeline.processor;

import ai.genops.expression.Type;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.processor.recent.Windows;
import java.time.Duration;

/// Reads what `dedup` and `throttle` have in common: `max_keys` and `count_field`.
final class SuppressionReader {
    private static final int MAX_KEYS = 10_000_000;
    private static final Duration LONGEST = Duration.ofDays(366);

    /// Of how many windows a key is known if its next event is to carry what was dropped.
    private static final int COUNTED_WINDOWS = 2;

    private SuppressionReader() {}

    static Processor read(Section block, PipelineScope scope, Identity identity, int allow, Duration window) {
        int maxKeys = block.integer("max_keys", 100_000, 1, MAX_KEYS);
        String type = block.text("type");
        String count = block.text("count_field", type.equals("dedup") ? "" : "suppressed_count");
        int slot = count.isEmpty() ? -1 : scope.define(count, Type.NUMBER, block.at("count_field"));
        long windowMillis = window.toMillis();
        var limits = new Windows.Limits(
                allow, windowMillis, slot < 0 ? windowMillis : COUNTED_WINDOWS * windowMillis, maxKeys);
        Failures forgotten = scope.failures(block.text("name", type), "max_keys: " + maxKeys, block.at("max_keys"));
        String message = "more than " + maxKeys + " keys: the oldest was forgotten while it still counted";
        return new Remembering(
                _ -> new Suppression(identity, slot, new Windows(limits, () -> forgotten.failed(message))));
    }

    /// A length of time that is not 0.
    static Duration window(Section block, String key, Duration otherwise) {
        Duration window = block.duration(key, otherwise);
        if (!window.isPositive() || window.compareTo(LONGEST) > 0) {
            block.problems()
                    .error(
                            block.at(key),
                            "`%s` must be a duration from 1ms to %d days, is `%s`"
                                    .formatted(key, LONGEST.toDays(), block.text(key, "")),
                            "Such as `30s` or `10m`.");
            return Duration.ofMillis(1);
        }
        return window;
    }
}
