package ai.genops.pipeline;

import ai.genops.pipeline.config.Section;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How far a destination may be behind in the log, and what then happens: its block `buffer`. It holds for this
/// destination alone; the others go on.
///
/// @param maxBytes of the log before it; 0: as far as the log reaches
public record ConsumerBuffer(long maxBytes, Action action) {
    /// `BLOCK`: sources are asked to wait. `DROP_OLDEST`: it loses the oldest when the log needs the room.
    /// `DEAD_LETTER`: its oldest events go to its dead letters instead of being sent.
    public enum Action {
        BLOCK,
        DROP_OLDEST,
        DEAD_LETTER
    }

    /// A segment of the log, the unit in which it gives up records.
    private static final long LEAST_BYTES = 32 << 20;

    /// Reads `max_size` and `overflow_action`; null if there is no such block.
    public static @Nullable ConsumerBuffer read(Section destination) {
        if (!destination.has("buffer")) {
            return null;
        }
        Section block = destination.section("buffer");
        long maxBytes = block.bytes("max_size", 0);
        String text = "`max_size` must be at least 34 MB, a segment of the log, is " + block.text("max_size", "");
        block.problems()
                .require(
                        maxBytes >= LEAST_BYTES || !block.has("max_size"),
                        block.at("max_size"),
                        text,
                        "Leave it out for as far as the log reaches.");
        String action = block.choice("overflow_action", "block", List.of("block", "drop_oldest", "dead_letter"));
        block.finish();
        return new ConsumerBuffer(maxBytes, Action.valueOf(action.toUpperCase(Locale.ROOT)));
    }
}
