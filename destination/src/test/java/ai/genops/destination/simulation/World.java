package ai.genops.destination.simulation;

import ai.genops.destination.delivery.DeadLetterBox;
import ai.genops.destination.delivery.KeepsDeadLetters;
import ai.genops.destination.delivery.Letter;
import ai.genops.log.LogConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/// One run: a seed decides what the disk, the vendors and the log are like, what goes wrong and when, and at which
/// step the server dies. In its last life nothing goes wrong any more; then all accounts have to be settled.
final class World {
    private static final long START_MILLIS = 1_790_000_000_000L;
    private static final Duration LONGEST_HEALING = Duration.ofHours(6);
    private static final long MOST_STEPS = 1_000_000;
    /// In steps.
    private static final int SHORT_LIFE = 1000;
    private static final Pattern NUMBER = Pattern.compile("\"n\":\\s*\"?([0-9]+)");

    private final Random random;
    private final Schedule schedule;
    private final Machine outside;
    private final SimulatedDisk disk;
    private final Facts facts = new Facts();
    private final List<Vendor> vendors = new ArrayList<>();
    private final LogConfig config;
    private final int wanted;
    private boolean calm;
    /// Nobody sends anything again any more.
    private boolean done;
    private int lives;
    private Life life;
    /// Decides what [Kind#WHOLE] adds, so that the runs of seeds without it stay what they were.
    private final Random more;
    private final Kind kind;
    private final Damage damage = new Damage();

    /// What may happen.
    enum Kind {
        /// Everything but what [#WHOLE] adds.
        BASIC,
        /// Flipped bits, vendors for which the oldest is given up, dead letters sent again.
        WHOLE
    }

    World(long seed, Kind kind) {
        this.kind = kind;
        more = new Random(~seed);
        random = new Random(seed);
        schedule = new Schedule(random);
        outside = new Machine(schedule, 0, facts::failed);
        disk = new SimulatedDisk(random);
        int segments = 3 + random.nextInt(random.nextBoolean() ? 4 : 40);
        int segmentBytes = 8192 + 4096 * random.nextInt(3);
        config = new LogConfig(
                (long) segments * segmentBytes,
                segmentBytes,
                Records.MAX_BYTES,
                random.nextBoolean() ? 4096 : 1 << 20,
                Duration.ofSeconds(20 + random.nextInt(100_000)));
        wanted = 10 + random.nextInt(150);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            vendors.add(new Vendor("vendor-" + i, Vendor.Nature.of(random), facts));
        }
        if (kind == Kind.WHOLE) {
            vendors.forEach(
                    vendor -> vendor.mostLag = more.nextInt(3) > 0 ? 0 : 1 + more.nextLong(config.maxBytes() * 2));
        }
        life = newLife();
    }

    long trace() {
        return schedule.trace();
    }

    long steps() {
        return schedule.steps();
    }

    int lives() {
        return lives;
    }

    /// What contradicts the promises; empty if nothing does.
    List<String> run() {
        outside.virtual("trouble", this::makeTrouble);
        for (int left = random.nextInt(6); left > 0; left--) {
            live();
            end();
            relapse();
            if (!facts.contradictions().isEmpty()) {
                return facts.contradictions();
            }
        }
        heal();
        return facts.contradictions();
    }

    private Life newLife() {
        lives++;
        facts.restarted();
        return new Life(
                lives,
                new Machine(schedule, START_MILLIS + random.nextInt(1000), facts::failed),
                disk,
                facts,
                vendors,
                random);
    }

    private void live() {
        long until = schedule.steps() + (long) Math.pow(10, 1 + 2.7 * random.nextDouble());
        begin();
        while (goesOn(until)) {
            bounds();
        }
    }

    /// Some short lives, each of which ends without power while records are being written, where others were before.
    private void relapse() {
        for (int left = kind == Kind.WHOLE ? more.nextInt(4) : 0; left > 0; left--) {
            begin();
            long most = schedule.steps() + SHORT_LIFE;
            while (facts.unanswered() == 0 && goesOn(most)) {
                bounds();
            }
            long until = Math.min(most, schedule.steps() + more.nextInt(SHORT_LIFE / 20));
            while (goesOn(until)) {
                bounds();
            }
            damage.take(life, vendors);
            life.kill();
            disk.losePower();
            life = newLife();
        }
    }

    private boolean goesOn(long until) {
        return schedule.steps() < until && life.state() != Life.State.FAILED && schedule.step();
    }

    private void begin() {
        life.machine.virtual("start", () -> {
            life.start(config);
            if (life.state() == Life.State.UP) {
                life.machine.virtual("client", () -> life.send(wanted));
                if (kind == Kind.WHOLE && !done) {
                    life.machine.virtual("operator", () -> life.redeliver(() -> !done));
                }
            }
        });
    }

    private void end() {
        if (life.state() == Life.State.UP && random.nextInt(4) == 0) {
            life.machine.virtual("stop", life::close);
            long until = schedule.nanos() + Duration.ofMinutes(1).toNanos();
            while (life.state() == Life.State.UP && schedule.nanos() < until) {
                schedule.step();
            }
        }
        damage.take(life, vendors);
        life.kill();
        if (random.nextBoolean()) {
            disk.losePower();
        }
        if (kind == Kind.WHOLE) {
            damage.doSome(disk, more);
        }
        life = newLife();
    }

    private void makeTrouble() {
        try {
            while (!calm) {
                outside.sleep(Duration.ofMillis(random.nextInt(20_000)));
                if (!calm) {
                    change();
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void change() {
        var faults = disk.faults;
        faults.write = sometimes(0.05);
        faults.read = sometimes(0.02);
        faults.force = sometimes(0.3);
        faults.stall = sometimes(0.2);
        faults.full = random.nextInt(5) == 0;
        for (var vendor : vendors) {
            vendor.trouble = sometimes(0.5);
            vendor.mended |= kind == Kind.WHOLE && more.nextInt(20) == 0;
            vendor.down = random.nextInt(5) == 0;
        }
        if (random.nextInt(4) == 0) {
            life.machine.setClock(random.nextInt(1 << random.nextInt(24)) * (random.nextBoolean() ? 1L : -1L));
        }
    }

    private double sometimes(double most) {
        return random.nextInt(3) == 0 ? most * random.nextDouble() : 0;
    }

    private void becomeCalm() {
        calm = true;
        var faults = disk.faults;
        faults.write = faults.read = faults.force = faults.stall = 0;
        faults.full = false;
        for (var vendor : vendors) {
            vendor.trouble = 0;
            vendor.down = false;
        }
    }

    private void heal() {
        becomeCalm();
        begin();
        if (!await(
                "everything to be delivered",
                () -> life.state() == Life.State.UP
                        && facts.records() >= wanted
                        && facts.unanswered() == 0
                        && life.isDrained())) {
            return;
        }
        done = true;
        if (!await("dead letters that are being sent again", () -> !life.isRedelivering())) {
            return;
        }
        inside("accounts", this::settle);
        inside("stop", life::close);
        life.kill();
        disk.losePower();
        nothingComesTwice();
    }

    /// Does something in a thread of the machine, where locks may be waited for.
    private void inside(String name, Runnable work) {
        boolean[] done = new boolean[1];
        life.machine.virtual(name, () -> {
            work.run();
            done[0] = true;
        });
        await(name, () -> done[0]);
    }

    private boolean await(String what, java.util.function.BooleanSupplier condition) {
        long until = schedule.nanos() + LONGEST_HEALING.toNanos();
        long most = schedule.steps() + MOST_STEPS;
        while (!condition.getAsBoolean()) {
            boolean goesOn = schedule.step();
            if (!goesOn || schedule.nanos() > until || schedule.steps() > most) {
                facts.require(false, "waited in vain for %s: %s", what, state());
                return false;
            }
            if (!facts.contradictions().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private String state() {
        var text = new StringBuilder("life %d is %s, %d of %d records, %d unanswered"
                .formatted(lives, life.state(), facts.records(), wanted, facts.unanswered()));
        if (life.state() == Life.State.UP) {
            text.append(", log at ").append(life.log().nextSequence());
            for (var destination : life.destinations) {
                text.append(", %s at %d, fed from %d"
                        .formatted(
                                destination.id(),
                                destination.committed(),
                                life.feeds().next(destination.id())));
            }
        }
        return text.toString();
    }

    /// Memory and disk, at any moment.
    private void bounds() {
        if (schedule.steps() % 32 != 0 || life.state() != Life.State.UP) {
            return;
        }
        for (int i = 0; i < vendors.size(); i++) {
            long pending = life.destinations.get(i).stats().pending();
            long most = 5L * (vendors.get(i).nature.settings().batching().batchEvents() + Records.MAX_EVENTS);
            facts.require(pending <= most, "%s: %d events in memory", vendors.get(i).id, pending);
        }
        long bytes = disk.bytes(List.of("data", "log"), ".segment");
        facts.require(bytes <= config.maxBytes(), "%d bytes of segments of at most %d", bytes, config.maxBytes());
    }

    private void settle() {
        var log = life.log().stats();
        facts.require(log.waitingBytes() == 0, "%d bytes still wait for their fsync", log.waitingBytes());
        facts.require(log.diskBytes() <= config.maxBytes(), "the log has %d bytes", log.diskBytes());
        facts.require(
                life.feeds().stats().faults() == 0,
                "%d faults",
                life.feeds().stats().faults());
        facts.require(
                life.feeds().stats().undecodable() == 0,
                "%d undecodable",
                life.feeds().stats().undecodable());
        for (int i = 0; i < vendors.size(); i++) {
            var stats = life.destinations.get(i).stats();
            facts.require(stats.pending() == 0, "%s: pending %s", vendors.get(i).id, stats);
            facts.require(stats.written() == life.edges.get(i).sent(), "%s: not all was written", vendors.get(i).id);
            facts.require(
                    stats.delivered() == life.lines.get(i).delivered(),
                    "%s: the books say %s, and %d were delivered",
                    vendors.get(i).id,
                    stats,
                    life.lines.get(i).delivered());
            settle(vendors.get(i));
            books(i);
            letterBooks(i);
        }
        damage.take(life, vendors);
        damage.settle(facts, vendors);
        vendors.forEach(Vendor::settle);
    }

    /// What came to the routes of this life was sent or is counted as given up, to the event.
    private void books(int vendor) {
        var edge = life.edges.get(vendor);
        var pipeline = life.pipeline();
        if (life.feeds().sharesTheBooks(pipeline, vendors.get(vendor).id)) {
            facts.require(
                    pipeline.passed() == edge.sent() + edge.lost(),
                    "%s: of %d events %d were sent and %d given up",
                    vendors.get(vendor).id,
                    pipeline.passed(),
                    edge.sent(),
                    edge.lost());
        }
    }

    /// Every dead letter is there, or has left in one way.
    private void letterBooks(int vendor) {
        var books = ((KeepsDeadLetters) life.destinations.get(vendor)).letterBooks();
        facts.require(
                books.in() == books.accounted(), "%s: the dead letters' books say %s", vendors.get(vendor).id, books);
    }

    private void settle(Vendor vendor) {
        Set<Long> letters = letters(vendor);
        boolean keeps = vendor.nature.settings().undeliverable().keepRefused();
        boolean exhausts = !vendor.nature.settings().undeliverable().waitWhenExhausted();
        for (long event : letters) {
            facts.require(
                    exhausts || vendor.wasRefused(event) || Records.isUnencodable(event) || vendor.nature.most() < 1,
                    "%s: event %d is a dead letter, and nobody refused it",
                    vendor.id,
                    event);
        }
        facts.acknowledged().forEach((record, sequence) -> {
            for (int i = 0; i < Records.events(record); i++) {
                long event = Records.event(record, i);
                boolean dropped = !keeps && (exhausts || vendor.wasRefused(event));
                if (!vendor.has(event) && !letters.contains(event) && !dropped) {
                    damage.lost(vendor, record);
                    facts.require(
                            kind == Kind.WHOLE,
                            "%s: event %d of record %d, acknowledged at %d, is lost",
                            vendor.id,
                            event,
                            record,
                            sequence);
                }
            }
        });
    }

    private Set<Long> letters(Vendor vendor) {
        var box = new DeadLetterBox(life.data, vendor.id, life.machine);
        Set<Long> events = new HashSet<>();
        try {
            for (var file : box.list()) {
                for (Letter letter : box.show(file.file(), 0, Integer.MAX_VALUE)) {
                    events.add(number(letter));
                }
            }
        } catch (IOException e) {
            facts.require(false, "%s: the dead letters cannot be read: %s", vendor.id, e);
        }
        return events;
    }

    private static long number(Letter letter) {
        String text = new String(letter.bytes(), StandardCharsets.UTF_8).strip();
        var matcher = NUMBER.matcher(text);
        return Long.parseLong(matcher.find() ? matcher.group(1) : text);
    }

    private void nothingComesTwice() {
        long arrivals = vendors.stream().mapToLong(Vendor::arrivals).sum();
        life = newLife();
        begin();
        await("the last start", () -> life.state() == Life.State.UP);
        long until = schedule.nanos() + Duration.ofSeconds(5).toNanos();
        while (schedule.nanos() < until && schedule.step()) {
            bounds();
        }
        long after = vendors.stream().mapToLong(Vendor::arrivals).sum();
        facts.require(after == arrivals, "%d events came again after all was done", after - arrivals);
        life.kill();
        outside.kill();
    }
}
