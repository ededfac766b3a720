package ai.genops.destination.delivery;

import ai.genops.destination.delivery.KeepsDeadLetters.Redelivered;
import ai.genops.event.Event;
import ai.genops.pipeline.DeliveryStats;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.DestinationStats;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// A destination at work: from its start until it is closed.
final class Delivery {
    /// How long closing waits for what is under way.
    static final Duration CLOSE_WAIT = Duration.ofSeconds(4);

    private final String id;
    private final Intake intake;
    private final Progress progress;
    private final Gate gate;
    private final Attempts attempts;
    private final DeadLetters deadLetters;
    private final DeliverySettings settings;
    private final Redaction redaction;
    private final DestinationRuntime runtime;
    private final Counters counters = new Counters();
    private final Overflow overflow = new Overflow();
    private final List<Thread> couriers = new ArrayList<>();
    /// Held while dead letters are sent again or discarded.
    private final ReentrantLock handlingLetters = new ReentrantLock();

    private Delivery(
            String id,
            Transport transport,
            DeliverySettings settings,
            DoubleSupplier random,
            DestinationRuntime runtime,
            Intake intake,
            Progress progress) {
        this.id = id;
        this.intake = intake;
        this.progress = progress;
        this.settings = settings;
        this.runtime = runtime;
        redaction = transport.redaction();
        gate = new Gate(id, settings, runtime.clock());
        attempts = new Attempts(id, transport, settings.retry(), random, intake, gate, counters);
        deadLetters = new DeadLetters(id, runtime.dataFolder(), DeadLetters.MAX_FILE_BYTES, runtime.clock(), redaction);
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
        var delivery = new Delivery(id, transport, settings, random, runtime, intake, progress);
        delivery.dispatch(plan);
        return delivery;
    }

    private void dispatch(@Nullable Plan plan) {
        for (int i = 0; i < settings.batching().couriers(); i++) {
            var courier =
                    new Courier(intake, settings, redaction, attempts, deadLetters, progress, counters, overflow, plan);
            couriers.add(Thread.ofVirtual().name(id + "-" + i).start(courier));
        }
    }

    void write(Event event, Encoder encoder) {
        intake.write(event, encoder);
    }

    void setAside(long offset, String reason) {
        overflow.setAside(offset, reason);
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
        return counters.stats(gate, deadLetters.lost(), intake.oldestMillis(), settings.price());
    }

    Redelivered redeliver(String file) throws IOException, InterruptedException {
        handlingLetters.lockInterruptibly();
        try {
            var folder = new LetterFolder(runtime.dataFolder(), id);
            int most = settings.batching().requestEvents();
            return new Redelivery(folder, most, redaction, attempts, deadLetters, runtime.clock()).run(file);
        } finally {
            handlingLetters.unlock();
        }
    }

    long discard(String file, String reason) throws IOException {
        handlingLetters.lock();
        try {
            deadLetters.seal(file);
            return new DeadLetterBox(runtime.dataFolder(), id, runtime.clock()).discard(file, reason);
        } finally {
            handlingLetters.unlock();
        }
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
