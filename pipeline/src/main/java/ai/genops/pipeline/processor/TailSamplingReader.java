package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.processor.tail.Decisions;
import ai.genops.pipeline.processor.tail.Policy;
import ai.genops.pipeline.processor.tail.Traces;
import java.time.Duration;

/// Reads `decision_wait`, the bounds, and the `policies`.
final class TailSamplingReader implements ProcessorReaders.Reader {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_KEPT = Duration.ofDays(1);
    private static final int MOST = 10_000_000;
    private static final long MIN_BYTES = 1 << 20;
    private static final long MAX_BYTES = 1L << 30;

    @Override
    public Processor read(Section block, PipelineScope scope) {
        String name = block.text("name", block.text("type"));
        var policies = new PolicyReader(name, scope);
        Policy policy = policies.policies(block);
        Duration wait = duration(block, "decision_wait", Duration.ofSeconds(30), LONGEST);
        Duration keep = duration(block, "keep_decisions", Duration.ofMinutes(10), LONGEST_KEPT);
        int maxTraces = block.integer("max_traces", 50_000, 1, MOST);
        int maxDecisions = block.integer("max_decisions", 100_000, 1, MOST);
        long maxBytes = block.bytes("max_bytes", 64_000_000);
        block.problems()
                .require(
                        maxBytes >= MIN_BYTES && maxBytes <= MAX_BYTES,
                        block.at("max_bytes"),
                        "`max_bytes` must be from 1 MiB to 1 GiB, is `" + block.text("max_bytes", "") + "`",
                        "Leave it out for 64 MB.");
        Failures early = scope.failures(name, "max_traces, max_bytes", block.at());
        Failures forgotten = scope.failures(name, "max_decisions: " + maxDecisions, block.at("max_decisions"));
        String message = "more than " + maxDecisions + " decisions: the oldest was forgotten before its time";
        var settings = new TailSampling.Settings(
                scope.fields(),
                policy,
                policies.questions(),
                policies.limits(),
                new Traces.Limits(wait.toMillis(), maxTraces, maxBytes),
                () -> new Decisions(maxDecisions, keep.toMillis(), () -> forgotten.failed(message)),
                early);
        return new Remembering(emitter -> new TailSampling(settings, emitter));
    }

    private static Duration duration(Section block, String key, Duration otherwise, Duration longest) {
        Duration duration = block.duration(key, otherwise);
        if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(longest) <= 0) {
            return duration;
        }
        block.problems()
                .error(
                        block.at(key),
                        "`%s` must be a duration from 1ms to %s, is `%s`"
                                .formatted(key, longest.equals(LONGEST) ? "1h" : "1d", block.text(key, "")),
                        "Such as `30s`.");
        return otherwise;
    }
}
