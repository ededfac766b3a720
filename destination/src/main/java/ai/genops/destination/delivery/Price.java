package ai.genops.destination.delivery;

import ai.genops.pipeline.config.Section;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a vendor takes for what it is sent, in any one currency; null where nothing is known, which is not 0.
///
/// @param perGb for 1,000,000,000 bytes of events as they are encoded, before compression
/// @param perEvent for an event
public record Price(@Nullable BigDecimal perGb, @Nullable BigDecimal perEvent) {
    static final Price UNKNOWN = new Price(null, null);

    /// Reads `price_per_gb` and `price_per_event`, such as `0.10` or `$0.10`.
    public static Price read(Section block) {
        return new Price(amount(block, "price_per_gb"), amount(block, "price_per_event"));
    }

    /// The exact cost of what was delivered; null if nothing is known.
    public @Nullable BigDecimal cost(long bytes, long events) {
        if (perGb == null && perEvent == null) {
            return null;
        }
        BigDecimal cost = perGb == null ? BigDecimal.ZERO : perGb.multiply(BigDecimal.valueOf(bytes, 9));
        return perEvent == null ? cost : cost.add(perEvent.multiply(BigDecimal.valueOf(events)));
    }

    private static @Nullable BigDecimal amount(Section block, String key) {
        String text = block.text(key, "");
        if (text.isEmpty()) {
            return null;
        }
        if (text.matches("\\$?[0-9]{1,9}(\\.[0-9]{1,12})?")) {
            return new BigDecimal(text.replace("$", ""));
        }
        block.problems().error(block.at(key), "`" + key + "` must be an amount such as `0.10`, is `" + text + "`", "");
        return null;
    }
}
