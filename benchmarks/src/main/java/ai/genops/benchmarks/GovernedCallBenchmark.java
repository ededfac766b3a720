package ai.genops.benchmarks;

import ai.genops.governance.price.Catalogue;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What an application pays for governing a call of a model: one that is priced by the shipped catalogue, decided about
/// by one policy and reserved in one budget of the process. Beside it the same calls of OpenTelemetry by hand, so that
/// the difference is what GenOps costs. Spans end at a processor that drops them.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
public class GovernedCallBenchmark {
    private final Sink sink = new Sink();
    private final OpenTelemetrySdk openTelemetry = sink.openTelemetry();
    private final Catalogue prices = GovernedCalls.prices();
    private final SpansByHand byHand = new SpansByHand(openTelemetry, prices.version());
    private final GovernedCalls governed = new GovernedCalls(openTelemetry, prices);

    /// The baseline has to be the same span: else a change of the one would go unseen in the other.
    @Setup
    public void compare() {
        governed.call();
        SpanData ours = sink.last();
        byHand.sameSpan();
        SpanData baseline = sink.last();
        if (!described(ours).equals(described(baseline))) {
            throw new IllegalStateException(
                    "GenOps writes %s,%nby hand it is  %s".formatted(described(ours), described(baseline)));
        }
    }

    private static Map<String, Object> described(SpanData span) {
        Map<String, Object> all = new TreeMap<>();
        span.getAttributes().forEach((key, value) -> all.put(key.getKey(), value));
        // What depends on the moment, and on how often it has been called.
        all.keySet().removeIf(name -> name.endsWith("duration_ms") || name.startsWith("genops.budget."));
        span.getEvents().forEach(event -> all.put(event.getName(), event.getAttributes()));
        return all;
    }

    @TearDown
    public void close() {
        governed.close();
        openTelemetry.close();
    }

    /// Only what the specification requires of such a call.
    @Benchmark
    public void requiredByHand() {
        byHand.required();
    }

    /// All that GenOps writes on the span.
    @Benchmark
    public void sameSpanByHand() {
        byHand.sameSpan();
    }

    @Benchmark
    public void governedCall() {
        governed.call();
    }
}
