package ai.genops.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventBytesTest {
    private static final Fields FIELDS = new Fields();
    private static final int COST = FIELDS.define("cost");
    private static final int WORDS = FIELDS.define("words");

    @Test
    void isTheSameEventAfterwards() {
        Event event = received();
        event.enter("p", FIELDS);
        event.field(COST, 0.25);
        event.attributes().set(Key.of("set"), "later");
        event.showName("shown");
        event.sample(0.5, false);
        event.nextRandom();
        event.decisions().make(42).set(70);
        Event again = again(event, FIELDS);
        assertThat(json(again)).isEqualTo(json(event)).contains("\"later\"", "\"shown\"", "\"häuser\"");
        assertThat(again.offset()).isEqualTo(77);
        assertThat(again.ordinal()).isEqualTo(3);
        assertThat(again.appendMillis()).isEqualTo(1_763_600_000_123L);
        assertThat(again.inputId()).isEqualTo("in");
        assertThat(again.sampled()).isFalse();
        assertThat(again.decisions().areOf(42)).isTrue();
        assertThat(again.decisions().areOf(43)).isFalse();
        assertThat(again.decisions().bits().stream()).containsExactly(70);
        assertThat(again.sampleKey()).isEqualTo(event.sampleKey());
        assertThat(again.nextRandom()).isEqualTo(event.nextRandom());
        assertThat(EventBytes.of(again)).as("written again").hasSameSizeAs(EventBytes.of(event));
    }

    @Test
    void valuesKeepTheirTypes() {
        Map<String, Object> nested = new LinkedHashMap<>();
        nested.put("list", Arrays.asList(1L, 1.5, true, false, null, "x"));
        nested.put("decimal", new BigDecimal("0.10"));
        Event event = received();
        event.attributes().add(Key.of("nested"), nested);
        event.attributes().add(Key.of("bytes"), new byte[] {1, 2});
        event.attributes().addLong(Key.of("long"), Long.MIN_VALUE);
        event.attributes().addDouble(Key.of("double"), -0.0);
        event.attributes().addBoolean(Key.of("true"), true);
        event.enter("p", FIELDS);
        event.field(WORDS, List.of("a", "b"));
        Event again = again(event, FIELDS);
        assertThat(again.attributes().get(Key.of("nested"))).isEqualTo(nested);
        assertThat(again.attributes().get(Key.of("bytes"))).isEqualTo(new byte[] {1, 2});
        assertThat(again.attributes().get(Key.of("long"))).isEqualTo(Long.MIN_VALUE);
        assertThat(again.attributes().get(Key.of("double"))).isEqualTo(-0.0);
        assertThat(again.attributes().get(Key.of("true"))).isEqualTo(true);
        assertThat(again.field(WORDS)).isEqualTo(List.of("a", "b"));
    }

    @Test
    void fieldsAreFoundByTheirNames() {
        Event event = received();
        event.enter("p", FIELDS);
        event.field(COST, 0.25);
        event.field(WORDS, "gone");
        var others = new Fields();
        others.define("first");
        int cost = others.define("cost");
        Event again = again(event, others);
        assertThat(again.field(cost)).isEqualTo(0.25);
        assertThat(json(again)).doesNotContain("gone");
    }

    @Test
    void partKeepsItsIdsAndIsNotSplitAgain() {
        Event event = received();
        event.enter("p", FIELDS);
        event.nextPart();
        Event again = again(event, FIELDS);
        assertThat(again.spanId()).isEqualTo(event.spanId()).isNotEqualTo(5);
        assertThat(again.parentSpanId()).isEqualTo(5);
        assertThat(again.ordinal()).isEqualTo(event.ordinal());
        assertThat(again.nextRandom()).isEqualTo(event.nextRandom());
        assertThat(again.isMade()).isTrue();
        assertThat(again.canSplit(1)).isFalse();
    }

    @Test
    void returnsAtARecordAndKeepsItsPlace() {
        Event again = again(received(), new Fields());
        assertThat(again.isReturned()).isFalse();
        assertThat(again.deliveredAt()).isEqualTo(77);
        again.returns(90);
        assertThat(again.isReturned()).isTrue();
        assertThat(again.deliveredAt()).isEqualTo(90);
        assertThat(again.offset()).isEqualTo(77);
    }

    private static Event received() {
        byte[] text = "call häuser".getBytes(StandardCharsets.UTF_8);
        Event event = new Event();
        event.receive(Kind.SPAN, "in", text, 77, 3, 1_763_600_000_123L);
        event.name(0, 4);
        event.time(1_763_600_000_000_000_001L, 5_000_001);
        event.ids(1, 2, 5, 6);
        event.status("error");
        event.own().add(Key.of("span_kind"), "client");
        event.attributes().addText(Key.of("text"), 5, text.length - 5);
        var resource = new Attributes();
        resource.begin(text);
        resource.addText(Key.of("service.name"), 0, 4);
        event.resource(resource);
        event.events(List.of(new SpanEvent("e", 9, Map.of("k", 1L))));
        return event;
    }

    private static Event again(Event event, Fields fields) {
        var again = new Event();
        EventBytes.read(EventBytes.of(event), again, "p", fields);
        return again;
    }

    private static String json(Event event) {
        var json = new JsonBuffer(1024);
        EventJson.write(event, json);
        return json.toString();
    }
}
