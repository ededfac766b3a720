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
import java.util.concurrent.TimeUnit;
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
    private final Counters counters;
    private final PauseFile pauseFile;
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
        counters = new Counters(runtime.clock());
        pauseFile = new PauseFile(runtime.dataFolder(), id);
        gate = new Gate(id, settings, runtime.clock(), runtime.threads());
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
        Intake intake = new Intake(settings.batching(), runtime.clock(), runtime.threads(), first, cuts);
        var delivery = new Delivery(id, transport, settings, random, runtime, intake, progress);
        delivery.gate.pause(delivery.pauseFile.read());
        delivery.dispatch(plan);
        return delivery;
    }

    private void dispatch(@Nullable Plan plan) {
        for (int i = 0; i < settings.batching().couriers(); i++) {
            var courier =
                    new Courier(intake, settings, redaction, attempts, deadLetters, progress, counters, overflow, plan);
            couriers.add(runtime.threads().virtual(id + "-" + i, courier));
        }
    }

    void write(Event event, Encoder encoder) {
        intake.write(event, encoder);
    }

    BatchPage page() {
        return new BatchPage(intake);
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

    void skipped(long nextOffset) {
        intake.skipped(nextOffset);
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

    LetterBooks letterBooks() {
        return deadLetters.books();
    }

    Redelivered redeliver(String file, String by) throws IOException, InterruptedException {
        handlingLetters.lockInterruptibly();
        try {
            notPaused();
            var folder = new LetterFolder(runtime.dataFolder(), id);
            int most = settings.batching().requestEvents();
            return new Redelivery(folder, most, redaction, attempts, deadLetters, counters).run(file, by);
        } finally {
            handlingLetters.unlock();
        }
    }

    long discard(String file, String by, String reason) throws IOException {
        handlingLetters.lock();
        try {
            deadLetters.seal(file);
            return deadLetters.discard(file, by, reason);
        } finally {
            handlingLetters.unlock();
        }
    }

    synchronized void pause(String by, String reason) throws IOException {
        gate.pause(pauseFile.write(runtime.clock().millis(), by, reason));
    }

    synchronized boolean resume() throws IOException {
        boolean was = gate.paused() != null;
        pauseFile.delete();
        gate.pause(null);
        return was;
    }

    void retryNow() {
        notPaused();
        gate.retryNow();
        intake.nudge();
    }

    private void notPaused() {
        if (gate.paused() != null) {
            throw new IllegalStateException("destination `" + id + "` is paused; resume it first");
        }
    }

    void close() throws InterruptedException {
        intake.close();
        gate.close();
        Duration left = CLOSE_WAIT;
        for (Thread courier : couriers) {
            if (!runtime.threads().join(courier, left)) {
                courier.interrupt();
                left = Duration.ofMillis(100);
            }
        }
        for (Thread courier : couriers) {
            runtime.threads().join(courier, Duration.ofSeconds(1));
        }
        // Dead letters that are being sent again end their file with what is left of it.
        if (handlingLetters.tryLock(1, TimeUnit.SECONDS)) {
            handlingLetters.unlock();
        }
    }
}
