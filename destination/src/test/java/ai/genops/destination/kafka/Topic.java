package ai.genops.destination.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.destination.contract.Fault;
import ai.genops.destination.contract.Peer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A topic of a real broker behind a line: what is in it was taken.
final class Topic implements Peer {
    /// The longest message, in bytes, that it takes while it refuses long ones.
    static final int SHORT = 3000;

    private static final int LONG = 1_000_000;
    private static final Pattern NUMBER = Pattern.compile("\"n\":([0-9]+)");

    private final Broker broker;
    private final KafkaLine line;
    private final String name;

    Topic(Broker broker, KafkaLine line, String name) {
        this.broker = broker;
        this.line = line;
        this.name = name;
        try {
            broker.topic(name, 1, Map.of());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    String name() {
        return name;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + line.port();
    }

    @Override
    public void next(Fault... faults) {
        for (Fault fault : faults) {
            line.waiting().add(breaking(fault));
        }
    }

    private static KafkaLine.Break breaking(Fault fault) {
        return switch (fault) {
            case NONE -> KafkaLine.Break.NONE;
            case SILENT -> KafkaLine.Break.SWALLOWED;
            case HALF -> KafkaLine.Break.IN_THE_ANSWER;
            case CLOSED -> KafkaLine.Break.BEFORE_THE_BROKER;
            case TAKEN_BUT_CLOSED -> KafkaLine.Break.BEFORE_THE_ANSWER;
            case TOO_MANY_UNTIL, TOO_MANY, UNAVAILABLE, ERROR, UNAUTHORIZED, REFUSED, TOO_LARGE, GONE, ECHO ->
                throw new IllegalArgumentException("no fault of a line: " + fault);
        };
    }

    @Override
    public void refuse(long number) {
        try {
            broker.limit(name, number < 0 ? LONG : SHORT);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void echo(String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void down() {
        line.down();
    }

    @Override
    public void up() {
        line.up();
    }

    @Override
    public List<Arrival> arrivals() {
        return broker.read(name).stream().map(Topic::arrival).toList();
    }

    private static Arrival arrival(ConsumerRecord<String, String> message) {
        Matcher number = NUMBER.matcher(message.value());
        if (!number.find()) {
            throw new IllegalArgumentException("a message of nobody's: " + message.value());
        }
        long n = Long.parseLong(number.group(1));
        String id = new String(message.headers().lastHeader(Message.ID).value(), UTF_8);
        return new Arrival(Map.of(n, id), Set.of(n));
    }

    @Override
    public void close() {
        line.waiting().clear();
        line.up();
    }
}
