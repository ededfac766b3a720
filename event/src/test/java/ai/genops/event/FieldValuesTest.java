package ai.genops.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FieldValuesTest {
    private static final String LONG_TEXT = "a \"long\" text, of more than 32 bytes \\ \u00e9\u20ac\ud83d\ude00";
    private static final Map<String, Object> TRUE = new LinkedHashMap<>();
    private static final List<String> FALSE = List.of("empty", "zero", "nought", "nan", "no", "list", "host", "absent");

    static {
        TRUE.put("who", "Ann \"A\" Lee");
        TRUE.put("long", LONG_TEXT);
        TRUE.put("count", 1L << 60);
        TRUE.put("negative", -7L);
        TRUE.put("price", 0.000010010803802938635);
        TRUE.put("score", -1.5e300);
        TRUE.put("yes", true);
    }

    private final Event event = new Event();
    private final Fields fields = new Fields();
    private final List<String> names = new ArrayList<>(TRUE.keySet());

    @BeforeEach
    void receive() {
        byte[] buffer = ("host" + TRUE.get("who") + LONG_TEXT).getBytes(UTF_8);
        event.receive(Kind.SPAN, "in", buffer, 1, 0, 1);
        var resource = new Attributes();
        resource.begin(buffer);
        resource.addText(Key.of("host"), 0, 4);
        event.resource(resource);
        Attributes attributes = event.attributes();
        attributes.addText(Key.of("empty"), 3, 0);
        attributes.addText(Key.of("who"), 4, 11);
        attributes.addText(Key.of("long"), 15, buffer.length - 15);
        attributes.addLong(Key.of("zero"), 0);
        attributes.addLong(Key.of("count"), 1L << 60);
        attributes.addLong(Key.of("negative"), -7);
        attributes.addDouble(Key.of("nought"), -0.0);
        attributes.addDouble(Key.of("nan"), Double.NaN);
        attributes.addDouble(Key.of("price"), 0.000010010803802938635);
        attributes.addDouble(Key.of("score"), -1.5e300);
        attributes.addBoolean(Key.of("no"), false);
        attributes.addBoolean(Key.of("yes"), true);
        attributes.add(Key.of("list"), List.of("x"));
        names.forEach(fields::define);
        event.enter("p", fields);
    }

    private void passOn() {
        for (String name : names) {
            assertThat(event.passOn(AttributeName.of(name), fields.find(name), Scalars.ALL))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void whatJavaScriptTakesForFalseIsNotPassedOnNorWhatStandsElsewhere() {
        assertThat(FALSE).noneMatch(name -> event.passOn(AttributeName.of(name), 0, Scalars.ALL));
        assertThat(event.field(0)).isNull();
    }

    @Test
    void onlyNumbersAreTakenWhereOnlyNumbersAreAskedFor() {
        assertThat(names)
                .filteredOn(name -> event.passOn(AttributeName.of(name), 0, Scalars.NUMBERS))
                .containsExactly("count", "negative", "price", "score");
        assertThat(names)
                .filteredOn(name -> event.passOn(AttributeName.of(name), 0, Scalars.INTEGERS))
                .containsExactly("count", "negative");
    }

    @Test
    void aFieldIsWhatItsAttributeWasWhateverBecomesOfThat() {
        passOn();
        event.attributes().replace(event.attributes().find(Key.of("who")), "somebody else");
        event.attributes().rename(event.attributes().find(Key.of("price")), Key.of("count"));
        event.attributes().retain(key -> !key.name().equals("long"));
        event.attributes().set(Key.of("yes"), false);
        assertThat(written()).contains("\"who\":\"somebody else\"").endsWith(fieldsOf(TRUE));
        names.forEach(
                name -> assertThat(event.field(fields.find(name))).as(name).isEqualTo(TRUE.get(name)));
        assertThat(written()).endsWith(fieldsOf(TRUE));
    }

    @Test
    void whatStandsInItsAttributesPlaceIsNotTakenForIt() {
        passOn();
        event.attributes().retain(key -> !key.name().equals("empty"));
        assertThat(written()).endsWith(fieldsOf(TRUE));
    }

    /// The first and the second time attributes are written one by one, from the third on all at once.
    @Test
    void itIsWrittenAlikeHoweverOftenAndWhereverAndAsAnObject() {
        passOn();
        String first = written();
        assertThat(first).endsWith(fieldsOf(TRUE));
        var out = new JsonBuffer(16);
        for (int i = 0; i < 4; i++) {
            out.ascii("something before");
            int from = out.size();
            EventJson.write(event, out);
            assertThat(out.toString().substring(from)).isEqualTo(first);
            out.clear();
        }
        EventJson.writeFields(event, out);
        assertThat(fieldsOf(TRUE)).isEqualTo(out + ",\"sample_rate\":1,\"pipeline\":\"p\"}");
        names.forEach(name -> event.field(fields.find(name)));
        assertThat(written()).isEqualTo(first);
    }

    /// What one pipeline edits stands elsewhere in its JSON; the next one's is not to be copied from there.
    @Test
    void whatAnotherPipelineEditedIsForgotten() {
        passOn();
        String first = written();
        written();
        written();
        event.enter("p", fields);
        passOn();
        Attributes attributes = event.attributes();
        attributes.replace(attributes.find(Key.of("empty")), "no longer, which moves all that follows");
        assertThat(written()).endsWith(fieldsOf(TRUE));
        event.enter("p", fields);
        passOn();
        assertThat(written()).isEqualTo(first);
    }

    @Test
    void aNumberNeedsNoObject() {
        passOn();
        int count = fields.find("count");
        assertThat(event.isNumber(count)).isTrue();
        assertThat(event.number(count)).isEqualTo(0x1p60);
        assertThat(event.isNumber(fields.find("who"))).isFalse();
        event.number(count, 0.25);
        assertThat(event.isNumber(count)).isTrue();
        assertThat(event.number(count)).isEqualTo(0.25);
        assertThat(written()).contains(",\"count\":0.25,");
        assertThat(event.field(count)).isEqualTo(0.25);
        event.field(count, null);
        assertThat(event.isNumber(count)).isFalse();
        assertThat(written()).doesNotContain("\"count\":0.25");
    }

    @Test
    void aTextIsFoundWhereItStandsUntilItIsAString() {
        passOn();
        var text = new Utf8();
        int who = fields.find("who");
        assertThat(event.isText(who, text)).isTrue();
        assertThat(text).hasToString("Ann \"A\" Lee");
        assertThat(text.length()).isEqualTo(11);
        assertThat(text.at(4)).isEqualTo((byte) '"');
        assertThat(event.isText(fields.find("count"), text)).isFalse();
        event.field(who);
        assertThat(event.isText(who, text)).isFalse();
    }

    @Test
    void aReadyTextIsReadAsItsText() {
        int who = fields.find("who");
        event.field(who, ReadyText.of(LONG_TEXT));
        assertThat(event.field(who)).isEqualTo(LONG_TEXT);
        assertThat(written()).contains(",\"who\":" + json(LONG_TEXT));
        assertThat(ReadyText.of(5L)).isEqualTo(5L);
        assertThat(ReadyText.of(null)).isNull();
    }

    @Test
    void whatIsShownAgainIsWhatItWas() {
        passOn();
        event.field(fields.find("yes"), ReadyText.of("ready"));
        Shown shown = event.shown();
        names.forEach(name -> event.field(fields.find(name), "X"));
        event.show(shown);
        assertThat(event.field(fields.find("who"))).isEqualTo("Ann \"A\" Lee");
        assertThat(event.field(fields.find("price"))).isEqualTo(0.000010010803802938635);
        assertThat(event.field(fields.find("yes"))).isEqualTo("ready");
        event.enter("q", fields);
        names.forEach(name -> assertThat(event.field(fields.find(name))).isNull());
    }

    private String written() {
        var out = new JsonBuffer(16);
        EventJson.write(event, out);
        return out.toString();
    }

    private static String fieldsOf(Map<String, Object> values) {
        var text = new StringBuilder();
        values.forEach((name, value) -> text.append(",\"" + name + "\":").append(json(value)));
        return text + ",\"sample_rate\":1,\"pipeline\":\"p\"}";
    }

    private static String json(Object value) {
        return new JsonBuffer(16).value(value).toString();
    }
}
