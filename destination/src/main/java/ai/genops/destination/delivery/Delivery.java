package ai.genops.destination.delivery;

import ai.genops.event.Event;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.DestinationStats;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/// A destination at work: from its start until it is closed.
final class Delivery {
    /// How long closing waits for what is under way.
    static final Duration CLOSE_WAIT = Duration.ofSeconds(4);

    private final Intake intake;
    private final Progress progress;
    private final Counters counters = new Counters();
    private final List<Thread> couriers = new ArrayList<>();

    private Delivery(Intake intake, Progress progress) {
        this.intake = intake;
        this.progress = progress;
    }

    static Delivery start(
            String id,
            Transport transport,
            DeliverySettings settings,
            DoubleSupplier random,
            DestinationRuntime runtime)
            throws IOException {
        Batching batching = settings.batching();
        long first = transport.open(runtime);
        Intake intake = new Intake(batching, runtime.clock(), first);
        Delivery delivery = new Delivery(intake, new Progress(runtime.checkpoint(), first));
        Redaction redaction = transport.redaction();
        DeadLetters deadLetters =
                new DeadLetters(id, runtime.dataFolder(), DeadLetters.MAX_FILE_BYTES, runtime.clock(), redaction);
        Attempts attempts = new Attempts(id, settings.retry(), random, intake, delivery.counters, redaction);
        for (int i = 0; i < batching.couriers(); i++) {
            Courier courier = new Courier(
                    intake,
                    transport,
                    batching.requestEvents(),
                    attempts,
                    deadLetters,
                    delivery.progress,
                    delivery.counters);
            delivery.couriers.add(Thread.ofVirtual().name(id + "-" + i).start(courier));
        }
        return delivery;
    }

    void write(Event event, Encoder encoder) {
        intake.write(event, encoder);
    }

    boolean ready() {
        return intake.ready();
    }

    void passed(long nextOffset) {
        intake.passed(nextOffset);
    }

    long committed() {
        return progress.committed();
    }

    DestinationStats stats() {
        return counters.stats(intake.written());
    }

    void close() throws InterruptedException {
        intake.close();
        Duration left = CLOSE_WAIT;
        for (Thread courier : couriers) {
            if (!courier.join(left)) {
                courier.interrupt();
                left = Duration.ofMillis(100);
            }
        }
        for (Thread courier : couriers) {
            courier.join(Duration.ofSeconds(1));
        }
    }
}
