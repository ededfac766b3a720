package ai.genops.server.api;

import ai.genops.pipeline.DeliveryStats.Failures;
import ai.genops.pipeline.Destination;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// The metrics of destinations. One look at all of them serves a whole scrape.
final class DestinationMetrics {
    private final MeterRegistry registry;
    private final ServerView view;
    private final RecentLooks looks;

    DestinationMetrics(MeterRegistry registry, ServerView view) {
        this.registry = registry;
        this.view = view;
        looks = new RecentLooks(view);
    }

    void bind() {
        for (Destination destination : view.configuration().destinations().values()) {
            String[] tags = {"destination", destination.id(), "type", destination.type()};
            for (DestinationState state : DestinationState.values()) {
                gauge(
                        "state",
                        "1 for the state it is in, 0 for the others",
                        look -> look.state() == state ? 1 : 0,
                        with(tags, "state", state.label()));
            }
            if (destination.availability().isReady()) {
                events(tags);
                requests(tags);
                lag(tags);
                deadLetters(tags);
                if (destination.deliveryStats().cost() != null) {
                    counter("cost.dollars", "Price of what was delivered", DestinationMetrics::cost, tags);
                }
            }
        }
    }

    private void events(String[] tags) {
        String help = "Events by outcome";
        counter("events", help, look -> look.stats().delivered(), with(tags, "outcome", "delivered"));
        counter("events", help, look -> look.stats().rejected(), with(tags, "outcome", "rejected"));
        counter("events", help, look -> look.stats().expired(), with(tags, "outcome", "expired"));
        counter(
                "dropped.events",
                "Rejected events that were not kept",
                look -> look.delivery().dropped(),
                tags);
        gauge("pending", "Events on their way", look -> look.stats().pending(), tags);
        counter("bytes", "Bytes delivered", look -> look.stats().bytes(), tags);
        counter("batches", "Batches delivered", look -> look.stats().batches(), tags);
    }

    private void requests(String[] tags) {
        counter("requests", "Attempts sent off", look -> look.delivery().requests(), tags);
        counter("retries", "Attempts repeated", look -> look.stats().retries(), tags);
        Map<String, ToLongFunction<Failures>> reasons = Map.of(
                "too_many_requests", Failures::tooMany,
                "server", Failures::server,
                "client", Failures::client,
                "timeout", Failures::timeout,
                "connect", Failures::connect,
                "other", Failures::other);
        reasons.forEach((reason, count) -> counter(
                "failures",
                "Attempts that did not succeed",
                look -> count.applyAsLong(look.delivery().failures()),
                with(tags, "reason", reason)));
        String waits = "Times that attempts had to wait";
        counter("waits", waits, look -> look.delivery().pace().rateLimitWaits(), with(tags, "reason", "rate_limit"));
        counter("waits", waits, look -> look.delivery().pace().retryAfterWaits(), with(tags, "reason", "retry_after"));
        counter(
                "body.bytes",
                "Bytes of requests before compression",
                look -> look.delivery().bytesBefore(),
                tags);
        counter(
                "sent.bytes",
                "Bytes of requests as sent",
                look -> look.delivery().bytesSent(),
                tags);
        gauge(
                "concurrency",
                "Requests that may be under way",
                look -> look.delivery().concurrency(),
                tags);
        gauge(
                "requests.in.flight",
                "Requests under way",
                look -> look.delivery().pace().underWay(),
                tags);
        gauge(
                "consecutive.failures",
                "Failures in a row",
                look -> look.delivery().health().consecutiveFailures(),
                tags);
        gauge(
                "circuit.open",
                "1 while the circuit is open or half open",
                look -> DestinationState.breaker(look.delivery()).equals("closed") ? 0 : 1,
                tags);
        gauge(
                "last.success.timestamp.seconds",
                "When an attempt last succeeded, since 1970; 0: never",
                look -> look.delivery().health().lastSuccessMillis() / 1000.0,
                tags);
        gauge(
                "last.failure.timestamp.seconds",
                "When something last failed or was refused, since 1970; 0: never",
                look -> look.delivery().pace().lastFailureMillis() / 1000.0,
                tags);
    }

    private void lag(String[] tags) {
        gauge(
                "lag.records",
                "Records of the log it has not delivered",
                look -> look.lag().records(),
                tags);
        gauge("lag.events", "Events in them, estimated", look -> look.lag().events(), tags);
        gauge("lag.bytes", "Bytes of them, estimated", look -> look.lag().bytes(), tags);
        gauge("lag.seconds", "Age of the oldest of them", look -> look.lag().millis() / 1000.0, tags);
    }

    private void deadLetters(String[] tags) {
        gauge("dead.letters", "Dead letters there are", look -> look.letters().present(), tags);
        gauge("dead.letter.bytes", "Bytes of them", look -> look.letters().presentBytes(), tags);
        gauge("dead.letter.oldest.seconds", "Age of the oldest of them", this::oldestSeconds, tags);
        String help = "Dead letters that came (refused, refused_again) and left (the others)";
        Map<String, ToDoubleFunction<DestinationLook>> outcomes = Map.of(
                "refused", look -> look.letters().refused(),
                "refused_again", look -> look.letters().refusedAgain(),
                "redelivered", look -> look.letters().redelivered(),
                "returned", look -> look.letters().returned(),
                "discarded", look -> look.letters().discarded(),
                "lost", look -> look.letters().lost());
        outcomes.forEach(
                (outcome, count) -> counter("dead.letter.events", help, count, with(tags, "outcome", outcome)));
    }

    private double oldestSeconds(DestinationLook look) {
        double oldest = look.letters().oldestSeconds();
        return oldest == 0 ? 0 : Math.max(0, view.clock().millis() / 1000.0 - oldest);
    }

    private static double cost(DestinationLook look) {
        BigDecimal cost = look.delivery().cost();
        return cost == null ? 0 : cost.doubleValue();
    }

    private static String[] with(String[] tags, String name, String value) {
        return new String[] {tags[0], tags[1], tags[2], tags[3], name, value};
    }

    private void counter(String name, String help, ToDoubleFunction<DestinationLook> count, String[] tags) {
        FunctionCounter.builder("genops.destination." + name, looks, of -> count.applyAsDouble(of.at(tags[1])))
                .description(help)
                .tags(tags)
                .register(registry);
    }

    private void gauge(String name, String help, ToDoubleFunction<DestinationLook> value, String[] tags) {
        Gauge.builder("genops.destination." + name, looks, of -> value.applyAsDouble(of.at(tags[1])))
                .description(help)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }
}
