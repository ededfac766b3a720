package ai.genops.server.health;

import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// The block `health` of `server.yaml`.
///
/// @param interval between two looks at the counters
/// @param silentAfter how long a source that has had traffic may be silent before it counts as down
/// @param name what the server calls itself in notices; empty: its host's name
public record HealthSettings(Duration interval, Duration silentAfter, String name) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    public static HealthSettings read(Section block) {
        Duration interval = block.duration("interval", Duration.ofSeconds(10));
        Duration silent = block.duration("silent_after", Duration.ofMinutes(15));
        boolean usable = interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0;
        String found = block.text("interval", "");
        block.problems()
                .require(
                        usable,
                        block.at("interval"),
                        "`interval` must be from 100ms to 1 minute, is `" + found + "`",
                        "");
        block.problems()
                .require(
                        silent.isPositive(),
                        block.at("silent_after"),
                        "`silent_after` must be positive, is `" + block.text("silent_after", "") + "`",
                        "");
        String name = block.text("name", "");
        block.finish();
        return new HealthSettings(usable ? interval : Duration.ofSeconds(10), silent, name);
    }
}
