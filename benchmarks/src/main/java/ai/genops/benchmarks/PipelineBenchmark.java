package ai.genops.benchmarks;

import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The way of an event inside a feed, step by step, per span: decoding, the shipped cost pipeline, and writing JSON.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Records.SPANS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"})
public class PipelineBenchmark {
    private final OtlpDecoder decoder = new OtlpDecoder();
    private final JsonBuffer json = new JsonBuffer(1 << 20);
    private ByteBuffer record = ByteBuffer.allocate(0);
    private OnePipeline pipeline = OnePipeline.none();
    private long offset;

    @Setup
    public void prepare() {
        record = Records.traces();
        pipeline = OnePipeline.shippedCost();
    }

    @Benchmark
    public int decode() throws UndecodableException {
        return decoder.decode(offset++, 1_763_600_000_000L, record, _ -> {});
    }

    @Benchmark
    public int decodeAndWriteJson() throws UndecodableException {
        json.clear();
        return decoder.decode(offset++, 1_763_600_000_000L, record, this::write);
    }

    @Benchmark
    public int decodeAndRunPipeline() throws UndecodableException {
        pipeline.discard();
        return decoder.decode(offset++, 1_763_600_000_000L, record, pipeline::run);
    }

    @Benchmark
    public int decodeRunPipelineAndWriteJson() throws UndecodableException {
        json.clear();
        pipeline.writeTo(json);
        return decoder.decode(offset++, 1_763_600_000_000L, record, pipeline::run);
    }

    private void write(Event event) {
        EventJson.write(event, json);
    }
}
