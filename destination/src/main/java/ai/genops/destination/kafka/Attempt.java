package ai.genops.destination.kafka;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/// One request under way: each of its events has an outcome of its own. The client's thread brings the outcomes.
final class Attempt {
    private final Request request;
    private final Duration timeout;
    private final AtomicReferenceArray<@Nullable Outcome> outcomes;
    private final CountDownLatch unanswered;

    Attempt(Request request, Duration timeout) {
        this.request = request;
        this.timeout = timeout;
        outcomes = new AtomicReferenceArray<>(request.events());
        unanswered = new CountDownLatch(request.events());
    }

    /// Hands every event to the client. Once a topic has failed, the rest of its events fail with it: none may
    /// overtake another.
    void send(Producer<byte[], byte[]> producer) throws InterruptedException {
        Set<String> failed = new HashSet<>();
        for (int i = 0; i < request.events(); i++) {
            ProducerRecord<byte[], byte[]> record = Message.record(request.event(i));
            String topic = record.topic();
            if (failed.contains(topic)) {
                settle(i, new Outcome.Failed("topic `" + topic + "` failed before", null));
            } else if (send(producer, record, i) instanceof Outcome.Failed) {
                failed.add(topic);
            }
        }
    }

    /// What is known of it at once: null mostly.
    private @Nullable Outcome send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record, int index)
            throws InterruptedException {
        String topic = record.topic();
        try {
            var _ = producer.send(record, (_, e) -> settle(index, Failures.outcome(e, topic)));
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (KafkaException e) {
            settle(index, Failures.outcome(e, topic));
        }
        return outcomes.get(index);
    }

    private void settle(int index, Outcome outcome) {
        if (outcomes.compareAndSet(index, null, outcome)) {
            unanswered.countDown();
        }
    }

    /// Waits for every outcome; false if that took too long.
    boolean await() throws InterruptedException {
        return unanswered.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// What has no outcome yet has failed.
    void giveUp() {
        String reason = "the brokers did not confirm within " + timeout.toMillis() + " ms";
        for (int i = 0; i < request.events(); i++) {
            settle(i, new Outcome.Failed(reason, null));
        }
    }

    boolean failed() {
        return each().stream().anyMatch(Outcome.Failed.class::isInstance);
    }

    /// Once every event has one.
    Outcome outcome() {
        List<Outcome> each = each();
        boolean all = each.stream().allMatch(Outcome.Delivered.class::isInstance);
        return all ? new Outcome.Delivered() : new Outcome.Each(each);
    }

    private List<Outcome> each() {
        List<Outcome> each = new ArrayList<>();
        for (int i = 0; i < request.events(); i++) {
            Outcome outcome = outcomes.get(i);
            if (outcome != null) {
                each.add(outcome);
            }
        }
        return each;
    }
}
