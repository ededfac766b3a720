package ai.genops.destination.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.Transport;
import ai.genops.destination.delivery.UnencodableException;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// The way to a [Vendor] from one life of the server: requests are late, get lost, and so do answers.
final class Line implements Transport {
    private final Vendor vendor;
    private final Machine machine;
    private final Facts facts;
    private final Random random;
    private final int life;
    private long checkpoint;
    private long lastOffset;
    private long delivered;

    Line(Vendor vendor, Machine machine, Facts facts, Random random, int life) {
        this.vendor = vendor;
        this.machine = machine;
        this.facts = facts;
        this.random = random;
        this.life = life;
    }

    /// Events that the server was told are taken.
    long delivered() {
        return delivered;
    }

    @Override
    public Encoder encoder(Route route) {
        return Encoder.stateless((event, out) -> {
            if (Records.isUnencodable(event.spanId())) {
                throw new UnencodableException("it cannot be written");
            }
            out.number(event.spanId()).raw(' ');
        });
    }

    @Override
    public long open(DestinationRuntime runtime) {
        checkpoint = runtime.checkpoint().load();
        return checkpoint;
    }

    @Override
    public boolean keepsBatches() {
        return vendor.nature.keepsBatches();
    }

    @Override
    public Outcome send(Request request) throws IOException, InterruptedException {
        List<Long> events = new ArrayList<>();
        for (int i = 0; i < request.events(); i++) {
            events.add(Long.valueOf(UTF_8.decode(request.event(i)).toString().strip()));
        }
        vendor.offered(request, events, life);
        inOrder(request);
        machine.sleep(latency());
        if (vendor.down) {
            throw new ConnectException("nobody there");
        }
        if (random.nextDouble() < vendor.trouble) {
            return trouble(events, request.isSentAgain());
        }
        Outcome outcome = judge(events, request.isSentAgain());
        machine.sleep(latency());
        if (request.isSentAgain()) {
            return outcome;
        }
        tell(events, outcome);
        return outcome;
    }

    private void inOrder(Request request) {
        if (request.isSentAgain()) {
            return;
        }
        facts.require(
                request.firstOffset() >= checkpoint,
                "%s: %s is sent though the checkpoint is %d",
                vendor.id,
                request.id(),
                checkpoint);
        if (vendor.nature.settings().batching().couriers() == 1) {
            facts.require(
                    request.firstOffset() >= lastOffset,
                    "%s: %s is sent after records from %d on",
                    vendor.id,
                    request.id(),
                    lastOffset);
            lastOffset = request.firstOffset();
        }
    }

    private Duration latency() {
        int millis = random.nextInt(20) == 0 ? 8_000 : 100;
        return Duration.ofNanos(random.nextInt(millis * 1000) * 1000L);
    }

    @SuppressWarnings("RefactorSwitch") // some cases do something first
    private Outcome trouble(List<Long> events, boolean again) throws IOException, InterruptedException {
        switch (random.nextInt(7)) {
            case 0 -> {
                return new Outcome.Failed("429", after());
            }
            case 1 -> {
                return new Outcome.Failed("500", null);
            }
            case 2 -> {
                // It has them all the same.
                judgeAll(events, again);
                return new Outcome.Failed("500", after());
            }
            case 3 -> {
                judgeAll(events, again);
                machine.sleep(Duration.ofSeconds(10));
                throw new SocketTimeoutException("no answer");
            }
            case 4 -> {
                judgeAll(events.subList(0, random.nextInt(events.size() + 1)), again);
                throw new IOException("connection reset");
            }
            case 5 -> {
                machine.sleep(Duration.ofSeconds(random.nextInt(40)));
                return new Outcome.Failed("503", null);
            }
            default -> throw new IllegalStateException("an answer nobody understands");
        }
    }

    private @Nullable Duration after() {
        return random.nextInt(3) == 0 ? null : Duration.ofMillis(random.nextInt(30_000));
    }

    private void judgeAll(List<Long> events, boolean again) {
        var _ = judge(events, again);
    }

    private Outcome judge(List<Long> events, boolean again) {
        var nature = vendor.nature;
        if (events.size() > nature.most()) {
            return new Outcome.TooLarge("too many");
        }
        if (nature.each()) {
            return new Outcome.Each(
                    events.stream().map(event -> judge(event, again)).toList());
        }
        if (events.stream().noneMatch(this::isPoison)) {
            events.forEach(event -> vendor.take(event, life, again));
            return new Outcome.Delivered();
        }
        if (nature.bisects() && events.size() > 1) {
            return new Outcome.TooLarge("something is wrong");
        }
        events.forEach(vendor::refused);
        return new Outcome.Refused("something is wrong");
    }

    private Outcome judge(long event, boolean again) {
        if (random.nextDouble() < vendor.trouble / 2) {
            return new Outcome.Failed("not this one", after());
        }
        if (isPoison(event)) {
            vendor.refused(event);
            return new Outcome.Refused("poison");
        }
        if (Records.isOld(event)) {
            vendor.expired(event);
            return new Outcome.Expired("old");
        }
        vendor.take(event, life, again);
        return new Outcome.Delivered();
    }

    private boolean isPoison(long event) {
        return Records.isPoison(event) && !vendor.mended;
    }

    /// The answer arrives.
    private void tell(List<Long> events, Outcome outcome) {
        switch (outcome) {
            case Outcome.Delivered _ -> tell(events);
            case Outcome.Each(var each) -> {
                for (int i = 0; i < each.size(); i++) {
                    if (each.get(i) instanceof Outcome.Delivered) {
                        tell(List.of(events.get(i)));
                    }
                }
            }
            case Outcome.Failed _, Outcome.Refused _, Outcome.TooLarge _, Outcome.Expired _ -> {}
        }
    }

    private void tell(List<Long> events) {
        delivered += events.size();
        vendor.told(events);
    }
}
