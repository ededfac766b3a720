package ai.genops.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttributesTest {
    private final Attributes attributes = new Attributes();

    @Test
    void aNameIsThereOnceAndTheLastValueWins() {
        attributes.begin("onetwo".getBytes(UTF_8));
        attributes.addText(Key.of("a"), 0, 3);
        attributes.addText(Key.of("a"), 3, 3);
        assertThat(attributes.size()).isEqualTo(1);
        assertThat(attributes.get(Key.of("a"))).isEqualTo("two");
    }

    @Test
    void aNewEventSeesNothingOfTheLast() {
        attributes.begin("x".getBytes(UTF_8));
        attributes.addText(Key.of("a"), 0, 1);
        attributes.begin(new byte[0]);
        assertThat(attributes.find(Key.of("a"))).isEqualTo(-1);
        attributes.addLong(Key.of("b"), 5);
        assertThat(attributes.value(0)).isEqualTo(5L);
    }

    @Test
    void replacementsAreSeenUntilRestored() {
        attributes.begin("secret".getBytes(UTF_8));
        attributes.addText(Key.of("a"), 0, 6);
        attributes.replace(0, "***");
        assertThat(attributes.get(Key.of("a"))).isEqualTo("***");
        assertThat(json()).isEqualTo("\"a\":\"***\"");
        attributes.restore();
        assertThat(json()).isEqualTo("\"a\":\"secret\"");
    }

    @Test
    void namesAreRemovedRenamedAndSetUntilRestored() {
        attributes.begin("abc".getBytes(UTF_8));
        attributes.addText(Key.of("a"), 0, 1);
        attributes.addLong(Key.of("b"), 2);
        attributes.addBoolean(Key.of("c"), true);
        assertThat(attributes.retain(key -> !key.name().equals("a"))).isEqualTo(1);
        assertThat(attributes.find(Key.of("a"))).isEqualTo(-1);
        assertThat(attributes.get(Key.of("c"))).isEqualTo(true);
        attributes.set(Key.of("d"), "new");
        attributes.rename(attributes.find(Key.of("d")), Key.of("b"));
        assertThat(json()).isEqualTo("\"c\":true,\"b\":\"new\"");
        attributes.set(Key.of("e"), 1L);
        AttributeState state = attributes.save();
        attributes.retain(_ -> false);
        assertThat(json()).isEmpty();
        attributes.show(state);
        assertThat(json()).isEqualTo("\"c\":true,\"b\":\"new\",\"e\":1");
        attributes.restore();
        assertThat(json()).isEqualTo("\"a\":\"a\",\"b\":2,\"c\":true");
        assertThat(attributes.get(Key.of("c"))).isEqualTo(true);
        assertThat(attributes.find(Key.of("e"))).isEqualTo(-1);
    }

    @Test
    void whatIsWrittenManyTimesFollowsEveryChange() {
        attributes.begin("ab".getBytes(UTF_8));
        attributes.addText(Key.of("a"), 0, 1);
        for (int i = 0; i < 4; i++) {
            assertThat(json()).isEqualTo("\"a\":\"a\"");
            var behind = new JsonBuffer(0).ascii("{");
            attributes.writeMembers(behind, false);
            assertThat(behind).hasToString("{,\"a\":\"a\"");
        }
        attributes.replace(0, "*");
        assertThat(json()).isEqualTo("\"a\":\"*\"");
        attributes.restore();
        assertThat(json()).isEqualTo("\"a\":\"a\"");
        attributes.addLong(Key.of("b"), 1);
        assertThat(json()).isEqualTo("\"a\":\"a\",\"b\":1");
        attributes.begin("ab".getBytes(UTF_8));
        assertThat(json()).isEmpty();
        attributes.addText(Key.of("a"), 1, 1);
        assertThat(json()).isEqualTo("\"a\":\"b\"");
    }

    @Test
    void moreAttributesThanRoomAndMoreNamesThanTheTableHolds() {
        attributes.begin(new byte[0]);
        for (int i = 0; i < Keys.MAX_KEYS + 100; i++) {
            attributes.addLong(Key.of("generated." + i), i);
        }
        assertThat(attributes.size()).isEqualTo(Keys.MAX_KEYS + 100);
        assertThat(attributes.get(Key.of("generated." + (Keys.MAX_KEYS + 50)))).isEqualTo(Keys.MAX_KEYS + 50L);
        assertThat(attributes.get(Key.of("generated.7"))).isEqualTo(7L);
    }

    @Test
    void keysFromBytesAreTheSameObjects() {
        byte[] name = "xxgenops.team".getBytes(UTF_8);
        assertThat(Key.of(name, 2, 11)).isSameAs(Key.of("genops.team"));
    }

    @Test
    void everyKindOfValueIsWrittenAsJson() {
        attributes.begin("a\"b\n\u00e9".getBytes(UTF_8));
        attributes.addText(Key.of("t"), 0, 6);
        attributes.addDouble(Key.of("d"), 0.05);
        attributes.addDouble(Key.of("nan"), Double.NaN);
        attributes.addBoolean(Key.of("b"), true);
        attributes.add(Key.of("l"), java.util.List.of("x", 1L));
        assertThat(json()).isEqualTo("\"t\":\"a\\\"b\\n\u00e9\",\"d\":0.05,\"nan\":null,\"b\":true,\"l\":[\"x\",1]");
    }

    private String json() {
        var out = new JsonBuffer(16);
        attributes.writeMembers(out, true);
        return out.toString();
    }
}
