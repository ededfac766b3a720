package ai.genops.destination.delivery;

import ai.genops.event.Event;
import ai.genops.pipeline.DeliveryStats;
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
    private final Gate gate;
    private final DeadLetters deadLetters;
    private final Price price;
    private final Counters counters = new Counters();
    private final List<Thread> couriers = new ArrayList<>();

    private Delivery(Intake intake, Progress progress, Gate gate, DeadLetters deadLetters, Price price) {
        this.intake = intake;
        this.progress = progress;
        this.gate = gate;
        this.deadLetters = deadLetters;
        this.price = price;
    }

    static Delivery start(
            String id,
            Transport transport,
            DeliverySettings settings,
            DoubleSupplier random,
            DestinationRuntime runtime)
            throws IOException {
        long first = transport.open(runtime);
        var progress = new Progress(runtime.checkpoint(), first);
        Plan plan = transport.keepsBatches() ? Plan.open(id, runtime.dataFolder(), progress::committed) : null;
        Cuts cuts = new Cuts(plan == null ? List.of() : plan.cuts());
        Intake intake = new Intake(settings.batching(), runtime.clock(), first, cuts);
        Redaction redaction = transport.redaction();
        var letters = new DeadLetters(id, runtime.dataFolder(), DeadLetters.MAX_FILE_BYTES, runtime.clock(), redaction);
        var gate = new Gate(id, settings, runtime.clock());
        var delivery = new Delivery(intake, progress, gate, letters, settings.price());
        var attempts = new Attempts(id, transport, settings.retry(), random, intake, gate, delivery.counters);
        for (int i = 0; i < settings.batching().couriers(); i++) {
            var courier =
                    new Courier(intake, settings, redaction, attempts, letters, progress, delivery.counters, plan);
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

    DeliveryStats deliveryStats() {
        return counters.stats(gate, deadLetters.lost(), intake.oldestMillis(), price);
    }

    void close() throws InterruptedException {
        intake.close();
        gate.close();
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
