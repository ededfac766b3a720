package ai.genops.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTest {
    private final Event event = new Event();

    @Test
    void anAliasIsReadUnderTheOtherName() {
        receive(1, 0);
        event.attributes().addDouble(Key.of("genops.budget.limit"), 100);
        assertThat(event.attribute(AttributeName.of("genops.budget.allocated"))).isEqualTo(100.0);
        assertThat(event.attribute(AttributeName.of("genops.budget.consumed"))).isNull();
    }

    @Test
    void theResourceAnswersForWhatTheSpanLacks() {
        receive(1, 0);
        var resource = new Attributes();
        resource.begin("teamname".getBytes(UTF_8));
        resource.addText(Key.of("genops.team"), 0, 4);
        event.resource(resource);
        assertThat(event.attribute(AttributeName.of("genops.team"))).isEqualTo("team");
        event.attributes().add(Key.of("genops.team"), "own");
        assertThat(event.attribute(AttributeName.of("genops.team"))).isEqualTo("own");
    }

    @Test
    void nameTimeAndStatusShownInOnePipelineAreNotSeenInTheNext() {
        receive(7, 3);
        event.time(5_000, 10);
        event.status("ok");
        event.enter("one", new Fields());
        event.showName("other");
        event.showTime(7_000);
        event.showStatus(404.0);
        assertThat(event.timeNanos()).isEqualTo(7_000);
        assertThat(event.status()).isEqualTo("404");
        assertThat(json()).contains("\"_time\":0.000007,", "\"name\":\"other\"", "\"status\":404,");
        Shown shown = event.shown();
        event.enter("two", new Fields());
        assertThat(event.timeNanos()).isEqualTo(5_000);
        assertThat(event.status()).isEqualTo("ok");
        assertThat(json()).contains("\"_time\":0.000005,", "\"status\":\"ok\"").doesNotContain("other");
        event.show(shown);
        assertThat(json()).contains("\"_time\":0.000007,", "\"name\":\"other\"", "\"status\":404,");
        event.settle();
        event.enter("three", new Fields());
        assertThat(json()).contains("\"_time\":0.000007,", "\"name\":\"other\"", "\"status\":\"404\"");
    }

    private String json() {
        var out = new JsonBuffer(256);
        EventJson.write(event, out);
        return out.toString();
    }

    @Test
    void randomNumbersFollowFromThePlaceInTheLog() {
        receive(7, 3);
        double first = event.nextRandom();
        double second = event.nextRandom();
        assertThat(second).isNotEqualTo(first);
        event.enter("again", new Fields());
        assertThat(event.nextRandom()).isEqualTo(first);
        receive(7, 4);
        assertThat(event.nextRandom()).isNotEqualTo(first).isBetween(0.0, 1.0);
    }

    @Test
    void allEventsOfATraceAreSampledAlikeAndKeysSpreadEvenly() {
        int below = 0;
        for (int i = 1; i <= 10_000; i++) {
            receive(i, 0);
            event.ids(0, i, 1, 0);
            double key = event.sampleKey();
            receive(i + 77, 5);
            event.ids(0, i, 2, 0);
            assertThat(event.sampleKey()).isEqualTo(key);
            below += key < 0.1 ? 1 : 0;
        }
        assertThat(below).isBetween(900, 1100);
    }

    @Test
    void jsonHasWhatWasReceivedAndWhatThePipelineSet() {
        receive(1, 0);
        event.time(1_763_600_000_120_000_000L, 5_500_000);
        event.ids(0, 0xabL, 0xcd, 0);
        event.status("ok");
        event.events(List.of(new SpanEvent("e", 1_000_000_000L, Map.of("k", "v"))));
        var fields = new Fields();
        int cost = fields.define("cost_total");
        fields.define("unset");
        event.enter("p", fields);
        event.field(cost, 0.5);
        event.sample(0.1, false);
        var out = new JsonBuffer(16);
        EventJson.write(event, out);
        assertThat(out.toString())
                .isEqualTo("{\"_time\":1763600000.12,\"kind\":\"span\",\"name\":\"\","
                        + "\"trace_id\":\"000000000000000000000000000000ab\",\"span_id\":\"00000000000000cd\","
                        + "\"duration_ms\":5.5,\"status\":\"ok\",\"attributes\":{},\"resource\":{},"
                        + "\"events\":[{\"name\":\"e\",\"time\":1,\"attributes\":{\"k\":\"v\"}}],"
                        + "\"cost_total\":0.5,\"sample_rate\":0.1,\"pipeline\":\"p\"}");
    }

    private void receive(long offset, int ordinal) {
        event.receive(Kind.SPAN, "in", new byte[0], offset, ordinal, 1_763_600_000_000L);
        event.resource(new Attributes());
    }

    @Test
    void whatIsSettledIsWhatWasReceived() {
        byte[] buffer = "call Ann Lee".getBytes(UTF_8);
        var event = new Event();
        var resource = new Attributes();
        resource.begin(buffer);
        resource.addText(Key.of("host"), 5, 7);
        for (int i = 0; i < 3; i++) { // its JSON is kept from the second time on
            resource.writeMembers(new JsonBuffer(64), true);
        }
        event.receive(Kind.SPAN, "otlp", buffer, 1, 0, 1);
        event.resource(resource);
        event.name(0, 12);
        event.attributes().addText(Key.of("who"), 5, 7);
        event.showName("call X");
        event.attributes().replace(0, "X");
        event.resource().replace(0, "Y");
        event.settle();
        event.enter("p", new Fields());
        assertThat(event.name()).isEqualTo("call X");
        assertThat(event.attributes().get(Key.of("who"))).isEqualTo("X");
        assertThat(json(event)).contains("call X", "\"Y\"").doesNotContain("Ann");
        event.receive(Kind.SPAN, "otlp", buffer, 2, 0, 1);
        event.name(0, 4);
        assertThat(event.name()).isEqualTo("call");
        assertThat(json(event)).contains("\"call\"");
    }

    private static String json(Event event) {
        var out = new JsonBuffer(256);
        EventJson.write(event, out);
        return out.toString();
    }
}
