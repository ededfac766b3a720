package ai.genops.destination.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.destination.Sample;
import ai.genops.event.Event;
import ai.genops.event.Fields;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final Event event = Sample.event(0, new Fields());

    @Test
    void whatAnEncoderWroteBeforeAFaultIsNotThere() {
        Batch batch = batch("one ");
        Encoder faulty = (_, out) -> {
            out.ascii("half");
            throw new IllegalStateException("a fault");
        };
        assertThatThrownBy(() -> batch.add(event, faulty)).hasMessage("a fault");
        batch.add(event, text("two "));
        assertThat(batch.body()).hasToString("one two ");
        assertThat(batch.end(2)).isEqualTo(8);
    }

    @Test
    void eventsOfAnotherKeepTheirPlacesAndRefusals() {
        Batch page = batch("elsewhere ", "three ", "", "five ", "", "elsewhere ");
        Batch batch = batch("one ", "two ");
        batch.addAll(page, 1, 4, 0);
        batch.add(event, text("six "));
        assertThat(batch.events()).isEqualTo(6);
        assertThat(batch.body()).hasToString("one two three {}five six ".replace("{}", part(page, 2)));
        assertThat(part(batch, 2)).isEqualTo("three ");
        assertThat(batch.refusal(3)).isEqualTo("no text");
        assertThat(part(batch, 4)).isEqualTo("five ");
        assertThat(part(batch, 5)).isEqualTo("six ");
        assertThat(batch.nextRefusal(4)).isEqualTo(6);
    }

    @Test
    void eventsOfAnotherMayBeTheOldest() {
        Batch batch = batch("one ");
        batch.passed(1);
        long before = batch.oldestMillis();
        batch.addAll(batch("two "), 0, 1, before - 5);
        assertThat(batch.oldestMillis()).as("of whole records").isEqualTo(before);
        batch.passed(2);
        assertThat(batch.oldestMillis()).isEqualTo(before - 5);
    }

    private static String part(Batch batch, int place) {
        return batch.body().toString().substring(batch.end(place), batch.end(place + 1));
    }

    private Batch batch(String... texts) {
        Batch batch = new Batch(16);
        batch.begin(0);
        for (String text : texts) {
            batch.add(event, text(text));
        }
        return batch;
    }

    private static Encoder text(String text) {
        return (_, out) -> {
            if (text.isEmpty()) {
                throw new UnencodableException("no text");
            }
            out.ascii(text);
        };
    }
}
