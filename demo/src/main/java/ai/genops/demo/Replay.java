package ai.genops.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Plays the workloads against a server: the history at once, live traffic when it is due. Each service reports for
/// itself, in the order of its operations and one batch at a time, so there are as many requests under way as services.
final class Replay {
    private static final int MAX_BATCH = 400;
    /// Live operations are reported about this often.
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);

    private final Trace trace = Trace.load();
    private final List<Workload> workloads = Stream.concat(
                    trace.workloads().stream(), Stream.of(new ResearchWorkload(trace.length())))
            .toList();
    private final Target target;
    private final Checkpoint checkpoint;
    private final InstantSource clock;
    private final Pause pause;
    private final Progress progress;

    /// Where to send.
    record Target(URI traces, @Nullable String token, HttpClient http) {
        OtlpClient client() {
            return OtlpClient.to(traces, token, http);
        }
    }

    Replay(Target target, Checkpoint checkpoint, InstantSource clock, Pause pause, Progress progress) {
        this.target = target;
        this.checkpoint = checkpoint;
        this.clock = clock;
        this.pause = pause;
        this.progress = progress;
    }

    /// The number of calls in the trace, each of which costs something.
    int calls() {
        return trace.workloads().stream().mapToInt(TraceWorkload::calls).sum();
    }

    Instant historyEnd() {
        return checkpoint.anchor();
    }

    /// Sends what the server does not yet have of the history; returns when it has everything.
    ///
    /// @throws IOException if the checkpoint cannot be written
    void history() throws InterruptedException, IOException, RefusedException {
        var lap = Lap.history(checkpoint.anchor().minus(trace.length()));
        Together.run(workloads.stream()
                .map(workload -> (Together.Task) () -> history(workload, lap))
                .toList());
    }

    private void history(Workload workload, Lap lap) throws InterruptedException, IOException, RefusedException {
        try (var client = target.client()) {
            var delivery = new Delivery(client, pause, progress);
            var spans = new Spans(workload);
            var operations = workload.operations(lap);
            for (int i = checkpoint.sent(workload.service()); i > 0; i--) {
                operations.next();
            }
            while (operations.hasNext()) {
                var batch = next(operations);
                delivery.deliver(spans.record(lap, batch));
                checkpoint.addSent(workload.service(), batch.size());
            }
        }
    }

    private static List<Operation> next(Iterator<Operation> operations) {
        var batch = new ArrayList<Operation>();
        while (operations.hasNext() && batch.size() < MAX_BATCH) {
            batch.add(operations.next());
        }
        return batch;
    }

    /// Sends live traffic, lap after lap, until the thread is interrupted. It begins a new lap, since what a service
    /// would have done while it was not running did not happen.
    void live(double speed) throws InterruptedException, IOException, RefusedException {
        var first = new Lap(checkpoint.laps() + 1, clock.instant(), speed);
        Together.run(workloads.stream()
                .map(workload -> (Together.Task) () -> live(workload, first))
                .toList());
    }

    private void live(Workload workload, Lap first) throws InterruptedException, IOException, RefusedException {
        try (var client = target.client()) {
            var delivery = new Delivery(client, pause, progress);
            var spans = new Spans(workload);
            for (var lap = first; ; lap = lap.next(trace.length())) {
                checkpoint.begin(lap);
                var due = new Due(workload.operations(lap), clock, pause, REPORT_INTERVAL, MAX_BATCH);
                for (var batch = due.next(); !batch.isEmpty(); batch = due.next()) {
                    delivery.deliver(spans.record(lap, batch));
                }
            }
        }
    }
}
