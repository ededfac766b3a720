package ai.genops.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Key;
import ai.genops.event.Own;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private final Fields fields = new Fields();
    private final Scope scope = Scope.of(fields);

    /// Values that Rhino has wrong or not at all, and the corners of rounding, by the standard.
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '§',
            value = {
                "(1.005).toFixed(2) ¦ 1.00",
                "(2.5).toFixed(0) ¦ 3",
                "(-2.5).toFixed(0) ¦ -3",
                "(1e21).toFixed(2) ¦ 1e+21",
                "(-0.00001).toFixed(2) ¦ -0.00",
                "(0.000001).toFixed(7) ¦ 0.0000010",
                "(-0.5).toString(2) ¦ -0.1",
                "(0.1).toString(36) ¦ 0.3lllllllllm",
                "(255).toString(16) ¦ ff",
                "parseInt(1e-7) + '' ¦ 1",
                "parseInt('123abc') + '' ¦ 123",
                "1 / parseFloat(-0) + '' ¦ Infinity",
                "parseInt(null) + '' ¦ NaN",
                "'abcdef'.substr(-3, 2) ¦ de",
                "0.1 + 0.2 + '' ¦ 0.30000000000000004",
                "1e21 + '' ¦ 1e+21",
                "[1, [2, 3], null, undefined] + '' ¦ 1,2,3,,",
                "typeof null ¦ object",
                "typeof attributes['nothing'] ¦ undefined",
                "null ?? 'x' ¦ x",
                "'abc'?.[1] ¦ b",
                "attributes['nothing']?.a.b.c ?? 'cut' ¦ cut",
                "/(?<year>\\d{4})/.exec('in 2026').groups.year ¦ 2026",
                "'2026-11-21'.replace(/(\\d+)-(\\d+)-(\\d+)/, '$3.$2.$1') ¦ 21.11.2026",
                "'a.b'.replace('.', m => `<${m}>`) ¦ a<.>b",
                "'a1b22'.match(/\\d+/g).join() ¦ 1,22",
                "[3, 1, 2].sort((a, b) => b - a).join('') ¦ 321",
                "['1', '2', '3'].map(Number).reduce((a, x) => a + x) + '' ¦ 6",
                "JSON.stringify({a: [1, undefined, null], b: undefined, 'c': NaN}) ¦ {\"a\":[1,null,null],\"c\":null}",
                "JSON.parse('{\"a\": [1, {\"b\": \"\\\\u00e9\"}]}').a[1].b ¦ é",
                "encodeURIComponent('a b/é') ¦ a%20b%2F%C3%A9",
                "decodeURIComponent('a%20b%2F%C3%A9') ¦ a b/é",
                "Math.max(...[3, 7], ...'12', 5) + '' ¦ 7",
                "Math.min(...[3, 7].map(x => Math.max(...[x, 5])) || []) + '' ¦ 5",
                "{a: String.fromCharCode(...'AB'.split('').map(c => c.charCodeAt(0)))}.a ¦ AB",
                "['...'].concat(...[[1], [2]], ...[]).join() ¦ ...,1,2",
                "[...new Set([3, '3', 3.0, NaN, NaN, 0, -0, 'a', 'a', null, null])].map(String).join() ¦ 3,3,NaN,0,a,null",
                "Array.from(new Set('abcab'), x => x + x).join() + new Set([1, 1]).size + new Set([1]).has(1) ¦ aa,bb,cc1true",
                "JSON.stringify([new Set([1])]) + new Set() + typeof new Set() ¦ [{}][object Set]object",
                "Math.log2(Infinity) + Math.log2(-1) + '' ¦ NaN",
                "Math.log2(Infinity) + ' ' + Math.asinh(1e-6) + ' ' + Math.asinh(-1e300) + ' ' + Math.acosh(1e300) ¦ Infinity 9.999999999998333e-7 -691.4686750787736 691.4686750787736",
                "new Date('Thu, 29 Feb 2024 12:34:56 GMT').toISOString() ¦ 2024-02-29T12:34:56.000Z",
                "new Date('Thu Feb 29 2024 12:34:56 GMT+0100 (Central European Time)').toISOString() ¦ 2024-02-29T11:34:56.000Z",
                "new Date(new Date(1e12).toString()).getTime() + '' ¦ 1000000000000",
                "['Feb 29, 2024', '2024/02/29', '02/29/2024', '29 February 2024'].map(x => Date.parse(x)).join() ¦ 1709164800000,1709164800000,1709164800000,1709164800000",
                "['2/9/2024 1:05 PM', 'Feb 9, 2024, 12:00:01 AM', '9 Feb 2024 10:00:00 -0130'].map(x => new Date(x).toJSON()).join() ¦ 2024-02-09T13:05:00.000Z,2024-02-09T00:00:01.000Z,2024-02-09T11:30:00.000Z",
                "['soon', 'Foo 29, 2024', '13/01/2024', '02/30/2024', '1/2/2024 13:00 PM', '', '29 Feb'].map(x => new Date(x).getTime()).join() ¦ NaN,NaN,NaN,NaN,NaN,NaN,NaN",
                "new Date('x').getTimezoneOffset() + '' ¦ NaN",
                "new Date(0).toISOString() ¦ 1970-01-01T00:00:00.000Z",
                "new Date().toISOString() ¦ 2025-11-20T00:53:20.500Z",
                "new Date('2026-02-03T04:05:06Z').getUTCMonth() + '' ¦ 1",
                "Object.keys({a: 1, b: 2}).join() ¦ a,b",
                "`${1}-${'a' + 2}` ¦ 1-a2",
                "'a::b'.split('::').join() + 'c::d'.replace(/(?::):/, '-') ¦ a,bc-d",
                "kind + span_id + (parent_span_id ?? '') ¦ span00000000000000cd",
                "__inputId ¦ genops_otlp_source",
                "duration_ms + '/' + timestamp ¦ 5.5/1763600000.12",
                "'x' in {x: 1} ? 'in' : 'out' ¦ in"
            })
    void valuesAreThoseOfTheStandard(String source, String expected) {
        assertThat(value(source, Map.of())).isEqualTo(expected);
    }

    @Test
    void aDottedNameIsTheAttribute() {
        assertThat(value("genops.cost.total < 0.001", Map.of("genops.cost.total", 0.0005)))
                .isEqualTo(true);
        assertThat(value("genops.cost.total.toFixed(1)", Map.of("genops.cost.total", 2L)))
                .isEqualTo("2.0");
    }

    @Test
    void attributesCanBeNamedByTheEvent() {
        assertThat(value("attributes['a' + 1]", Map.of("a1", "found"))).isEqualTo("found");
        assertThat(value("Object.keys(attributes).length", Map.of("a", "x", "b", "y")))
                .isEqualTo(2.0);
        assertThat(value("'a' in attributes", Map.of("a", "x"))).isEqualTo(true);
    }

    @Test
    void whatIsReadIsKnown() {
        Expression expression = Expression.compile("attributes['a'] || genops.team || resource.b", scope);
        assertThat(expression.attributes())
                .extracting(AttributeName::name)
                .containsExactlyInAnyOrder("a", "genops.team");
        assertThat(expression.readsAllAttributes()).isFalse();
        assertThat(Expression.compile("attributes[name]", scope).readsAllAttributes())
                .isTrue();
    }

    @Test
    void resourceAttributesAreReadUnderTheirAliases() {
        Event event = Events.with(Map.of());
        event.resource().add(Key.of("deployment.environment"), "prod");
        assertThat(Expression.compile("resource['genops.environment']", scope).value(event))
                .isEqualTo("prod");
    }

    @Test
    void ownValuesAreReadByName() {
        Event event = Events.with(Map.of());
        event.own().add(Key.of("body"), "text");
        assertThat(Expression.compile("body.length", scope).value(event)).isEqualTo(4.0);
    }

    @Test
    void whateverAnEventHasOfItsOwnHasAWord() {
        for (Own own : Own.values()) {
            Event event = Events.with(Map.of());
            event.own().add(own.key(), "here");
            assertThat(Expression.compile(own.word(), scope).value(event))
                    .as(own.word())
                    .isEqualTo("here");
        }
        assertThat(Expression.compile("event_name == name", scope).value(Events.with(Map.of())))
                .isEqualTo(true);
    }

    @Test
    void aBooleanEqualsItsTextInFiltersOnly() {
        scope.define("flag", Type.BOOLEAN);
        Event event = Events.with(Map.of("n", 1L), Map.of("flag", true), fields);
        for (String source : List.of("flag == 'true'", "'true' == flag", "!(flag != 'true')", "attributes.n == '1'")) {
            assertThat(Expression.compile(source, scope.filter()).test(event))
                    .as(source)
                    .isTrue();
        }
        for (String source : List.of("flag == 'false'", "flag === 'true'", "flag == 'TRUE'")) {
            assertThat(Expression.compile(source, scope.filter()).test(event))
                    .as(source)
                    .isFalse();
        }
        assertThat(Expression.compile("flag == 'true'", scope).test(event)).isFalse();
    }

    @Test
    void aNameThatIsOnlyAllowedIsUndefined() {
        scope.allow("elsewhere");
        assertThat(value("elsewhere == null", Map.of())).isEqualTo(true);
    }

    @Test
    void aFieldHidesABuiltInName() {
        scope.define("status", Type.TEXT);
        Event event = Events.with(Map.of(), Map.of("status", "mine"), fields);
        assertThat(Expression.compile("status", scope).value(event)).isEqualTo("mine");
    }

    @Test
    void wholeNumbersPassThroughUnchanged() {
        Map<String, Object> attributes = Map.of("id", 9_007_199_254_740_993L);
        assertThat(value("attributes.id", attributes)).isEqualTo(9_007_199_254_740_993L);
        assertThat(value("`${attributes.id}`", attributes)).isEqualTo("9007199254740993");
    }

    @Test
    void nullsAndUndefinedLeaveTheExpressionAsNothing() {
        assertThat(value("null", Map.of())).isNull();
        assertThat(String.valueOf(value("({a: null, b: undefined, c: [null, undefined]})", Map.of())))
                .isEqualTo("{a=null, c=[null, null]}");
    }

    @Test
    void randomAndTimeComeFromTheEvent() {
        Expression random = Expression.compile("Math.random()", scope);
        assertThat(random.value(Events.with(Map.of()))).isEqualTo(random.value(Events.with(Map.of())));
        assertThat(value("Date.now()", Map.of())).isEqualTo((double) Events.APPENDED);
        assertThat(random.always()).isNull();
    }

    @Test
    void whatCriblDrawsAtRandomFollowsFromTheEvent() {
        for (String source : List.of("C.Mask.random(20)", "C.Misc.uuidv4()")) {
            Expression expression = Expression.compile(source, scope);
            Event event = Events.with(Map.of());
            Object first = expression.value(event);
            assertThat(expression.value(Events.with(Map.of()))).isEqualTo(first);
            assertThat(expression.value(event)).isNotEqualTo(first);
        }
        assertThat((String) value("C.Misc.uuidv4()", Map.of()))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '§',
            value = {
                "attributes.x.trim() ¦ 13 ¦ undefined has no method trim",
                "1 + attributes.n.trim() ¦ 17 ¦ 5 (number) has no method trim",
                "attributes.x.y ¦ 13 ¦ cannot read 'y' of undefined",
                "attributes.n.toFixed(101) ¦ 13 ¦ toFixed's digits must be from 0 to 100, is 101",
                "name.repeat(1e9) ¦ 5 ¦ the text would be longer than 4194304 characters",
                "name.padEnd(1e8) ¦ 5 ¦ the text would be longer than 4194304 characters",
                "JSON.parse(name) ¦ 0 ¦ JSON.parse: unexpected 'c' at character 0",
                "JSON.parse('['.repeat(attributes.n * 100)) ¦ 0 ¦ JSON.parse: nested deeper than 100",
                "/a*a*a*a*a*a*b/.test('a'.repeat(attributes.n * 40)) ¦ 16 ¦ the regular expression takes too long on this text",
                "/(a|b)*$/.test('ab'.repeat(attributes.n * 20000)) ¦ 10 ¦ the regular expression takes too long on this text",
                "'x'.repeat(90000).split('').map(a => 'x'.repeat(90000)).map(a => 'y') ¦ -1 ¦ arrow functions gave more than 16777216 characters",
                "'x'.repeat(400).split('').map(a => 'x'.repeat(400).split('').map(b => 1)) ¦ -1 ¦ more than 100000 calls of arrow functions"
            })
    void whatFailsOnAnEventSaysWhereAndWhy(String source, int offset, String message) {
        Expression expression = Expression.compile(source, scope);
        assertThatThrownBy(() -> expression.value(Events.with(Map.of("n", 5L))))
                .isInstanceOfSatisfying(EvaluationException.class, e -> {
                    assertThat(e).hasMessage(message);
                    assertThat(e.getStackTrace()).isEmpty();
                    assertThat(offset < 0 || e.offset() == offset)
                            .as("offset %d", e.offset())
                            .isTrue();
                });
    }

    @Test
    void typesAreKnownBeforeAnythingRuns() {
        Map.of(
                        "parseFloat(attributes.x || '0')", Type.NUMBER,
                        "`a${1}`", Type.TEXT,
                        "name == 'x'", Type.BOOLEAN,
                        "attributes.x", Type.ANY,
                        "true ? 'a' : 'b'", Type.TEXT,
                        "name == 'x' ? 1 : 'b'", Type.ANY,
                        "name.split(',')", Type.LIST,
                        "name.toUpperCase()", Type.TEXT,
                        "({a: 1})", Type.OBJECT)
                .forEach((source, type) -> assertThat(
                                Expression.compile(source, scope).type())
                        .as(source)
                        .isEqualTo(type));
    }

    private @Nullable Object value(String source, Map<String, Object> attributes) {
        return Expression.compile(source, scope).value(Events.with(attributes));
    }
}
