package ai.genops.destination.kafka;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.delivery.Transport;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.event.EventJson;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Section;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/// Sends events as messages, in their order.
///
/// A producer, once it has failed, is given up with all it still holds, and the next attempt has a new one. Within a
/// producer's life the brokers keep each partition in its order without gaps (it is idempotent, and nothing in it
/// expires), so what an attempt leaves behind is the beginning of what it was to send: the order holds across any
/// number of attempts, and what comes twice is a repetition from some message on.
final class KafkaTransport implements Transport {
    private final String id;
    private final KafkaSettings settings;
    private final Redaction redaction = new Redaction();
    private @Nullable Producer<byte[], byte[]> producer;

    KafkaTransport(String id, KafkaSettings settings) {
        this.id = id;
        this.settings = settings;
        settings.security().redact(redaction);
    }

    @Override
    public Redaction redaction() {
        return redaction;
    }

    @Override
    public Encoder encoder(Route route) {
        Section options = route.options();
        PayloadTemplate own = PayloadTemplate.ofRoute(options, "payload_template", settings.missing());
        options.choice("output_format", "kafka", List.of("kafka", "json"));
        RouteKeys.finish(options);
        PayloadTemplate template = own != null ? own : settings.template();
        PayloadTemplate key = settings.key();
        return new MessageEncoder(
                route,
                settings.topics().compile(route.scope(), redaction),
                key == null ? null : key.compile(route.scope(), redaction),
                template == null ? EventJson::write : template.compile(route.scope(), redaction),
                template == null || template.isJson() ? "application/json" : "text/plain");
    }

    @Override
    public Outcome send(Request request) throws IOException, InterruptedException {
        var attempt = new Attempt(request, settings.timeout());
        boolean whole = false;
        try {
            Producer<byte[], byte[]> open = producer();
            attempt.send(open);
            whole = attempt.await() && !attempt.failed();
        } finally {
            if (!whole) {
                attempt.giveUp();
                close();
            }
        }
        return attempt.outcome();
    }

    private synchronized Producer<byte[], byte[]> producer() throws IOException {
        if (producer == null) {
            producer = Producers.open(id, settings);
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            Producers.discard(producer);
            producer = null;
        }
    }
}
