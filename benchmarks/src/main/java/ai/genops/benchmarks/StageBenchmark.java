package ai.genops.benchmarks;

import ai.genops.pipeline.UndecodableException;
import ai.genops.source.otlp.OtlpDecoder;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What one processor costs per span: pipelines of one step each, in `config/stages/pipelines`. Each decodes its spans
/// too, as what an attribute costs is paid where it is first read; `none` only decodes, so that a step is the
/// difference.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Records.SPANS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"})
public class StageBenchmark {
    @Param({
        "none",
        "literal",
        "attribute",
        "default",
        "number",
        "arithmetic",
        "condition",
        "template",
        "method",
        "regex",
        "list",
        "filter",
        "lookup",
        "sampling",
        "mask",
        "rename",
        "cost"
    })
    public String step = "none";

    private final OtlpDecoder decoder = new OtlpDecoder();
    private ByteBuffer record = ByteBuffer.allocate(0);
    private OnePipeline pipeline = OnePipeline.none();
    private long offset;

    @Setup
    public void prepare() {
        record = Records.traces();
        pipeline = step.equals("none") ? OnePipeline.none() : OnePipeline.stage(step);
    }

    @Benchmark
    public int step() throws UndecodableException {
        return decoder.decode(offset++, 1_763_600_000_000L, record, pipeline::run);
    }
}
