package ai.genops.server.api;

import ai.genops.destination.delivery.LetterBooks;
import ai.genops.log.LogStats;
import ai.genops.pipeline.ConsumerBuffer;
import ai.genops.pipeline.DeliveryStats;
import ai.genops.pipeline.DeliveryStats.Failures;
import ai.genops.pipeline.DeliveryStats.Health;
import ai.genops.pipeline.DeliveryStats.Pace;
import ai.genops.pipeline.DeliveryStats.Paused;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationStats;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;

/// A destination in the status. Times are ISO 8601; what never happened is not there.
final class DestinationJson {
    private final JsonGenerator out;

    private DestinationJson(JsonGenerator out) {
        this.out = out;
    }

    static void write(Destination destination, DestinationLook look, ServerView view, JsonGenerator out)
            throws IOException {
        boolean ready = destination.availability().isReady();
        out.writeStartObject();
        out.writeStringField("id", destination.id());
        out.writeStringField("type", destination.type());
        out.writeBooleanField("available", ready);
        out.writeStringField(
                "state",
                ready ? look.state().text() : destination.availability().text());
        if (ready) {
            out.writeNumberField("next", look.next());
            out.writeNumberField("committed", destination.committed());
            var json = new DestinationJson(out);
            json.write(look);
            json.overflow(destination.id(), view);
        }
        out.writeEndObject();
    }

    private void write(DestinationLook look) throws IOException {
        events(look.stats(), look.delivery());
        paused(look.delivery().pace());
        lag(look.lag());
        breaker(look.delivery());
        delivery(look.delivery());
        deadLetters(look.letters());
    }

    private void events(DestinationStats stats, DeliveryStats delivery) throws IOException {
        out.writeNumberField("written", stats.written());
        out.writeNumberField("delivered", stats.delivered());
        out.writeNumberField("rejected", stats.rejected());
        out.writeNumberField("dropped", delivery.dropped());
        out.writeNumberField("dead_lettered", stats.rejected() - delivery.dropped());
        out.writeNumberField("expired", stats.expired());
        out.writeNumberField("pending", stats.pending());
        out.writeNumberField("bytes", stats.bytes());
        out.writeNumberField("batches", stats.batches());
        out.writeNumberField("retries", stats.retries());
        out.writeStringField("last_error", stats.lastError());
    }

    private void paused(Pace pace) throws IOException {
        Paused paused = pace.paused();
        if (paused != null) {
            out.writeObjectFieldStart("paused");
            time("since", paused.sinceMillis());
            out.writeStringField("by", paused.by());
            out.writeStringField("reason", paused.reason());
            out.writeEndObject();
        }
    }

    private void lag(Lag lag) throws IOException {
        out.writeObjectFieldStart("lag");
        out.writeNumberField("records", lag.records());
        out.writeNumberField("events", lag.events());
        out.writeNumberField("bytes", lag.bytes());
        out.writeNumberField("seconds", lag.millis() / 1000.0);
        out.writeEndObject();
    }

    private void breaker(DeliveryStats delivery) throws IOException {
        Health health = delivery.health();
        out.writeObjectFieldStart("breaker");
        out.writeStringField("state", DestinationState.breaker(delivery));
        out.writeNumberField("consecutive_failures", health.consecutiveFailures());
        time("since", health.sinceMillis());
        time("next_attempt_at", delivery.pace().nextAttemptMillis());
        out.writeEndObject();
    }

    private void delivery(DeliveryStats delivery) throws IOException {
        Pace pace = delivery.pace();
        out.writeObjectFieldStart("delivery");
        out.writeNumberField("concurrency", delivery.concurrency());
        out.writeNumberField("requests_in_flight", pace.underWay());
        out.writeNumberField("requests", delivery.requests());
        failures(delivery.failures());
        out.writeNumberField("rate_limit_waits", pace.rateLimitWaits());
        out.writeNumberField("retry_after_waits", pace.retryAfterWaits());
        out.writeNumberField("body_bytes", delivery.bytesBefore());
        out.writeNumberField("sent_bytes", delivery.bytesSent());
        BigDecimal cost = delivery.cost();
        if (cost != null) {
            out.writeNumberField("cost_dollars", cost);
        }
        time("last_success_at", delivery.health().lastSuccessMillis());
        time("last_failure_at", pace.lastFailureMillis());
        out.writeStringField("last_failure", pace.lastFailure());
        out.writeEndObject();
    }

    private void failures(Failures failures) throws IOException {
        out.writeObjectFieldStart("failures");
        out.writeNumberField("too_many_requests", failures.tooMany());
        out.writeNumberField("server", failures.server());
        out.writeNumberField("client", failures.client());
        out.writeNumberField("timeout", failures.timeout());
        out.writeNumberField("connect", failures.connect());
        out.writeNumberField("other", failures.other());
        out.writeEndObject();
    }

    private void deadLetters(LetterBooks letters) throws IOException {
        out.writeObjectFieldStart("dead_letters");
        out.writeNumberField("present", letters.present());
        out.writeNumberField("bytes", letters.presentBytes());
        time("oldest_at", (long) (letters.oldestSeconds() * 1000));
        out.writeNumberField("opening", letters.opening());
        out.writeNumberField("refused", letters.refused());
        out.writeNumberField("refused_again", letters.refusedAgain());
        out.writeNumberField("redelivered", letters.redelivered());
        out.writeNumberField("returned", letters.returned());
        out.writeNumberField("discarded", letters.discarded());
        out.writeNumberField("lost", letters.lost());
        out.writeEndObject();
    }

    private void time(String name, long millis) throws IOException {
        if (millis > 0) {
            out.writeStringField(name, Instant.ofEpochMilli(millis).toString());
        }
    }

    private void overflow(String destination, ServerView view) throws IOException {
        LogStats.Consumer consumer = view.log().stats().consumers().get(destination);
        if (consumer != null) {
            ConsumerBuffer buffer = view.configuration().buffers().get(destination);
            var action = buffer == null ? consumer.limit().overflow() : buffer.action();
            out.writeObjectFieldStart("overflow");
            out.writeStringField("action", action.name().toLowerCase(Locale.ROOT));
            out.writeNumberField("lag_bytes", consumer.lagBytes());
            out.writeNumberField("max_bytes", buffer == null ? 0 : buffer.maxBytes());
            out.writeNumberField("dropped_records", consumer.dropped());
            out.writeEndObject();
        }
    }
}
