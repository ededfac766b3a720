package ai.genops.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an event can blow up stops at its bound with an [EvaluationException], the same on every machine.
class BoundsTest {
    private final Scope scope = Scope.of(new Fields());

    /// Patterns whose time grows exponentially or with a high power in engines that only backtrack.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/^(a+)+$/.test(text + '!')",
                "/^(a|aa)+$/.test(text + '!')",
                "/^(a|a)*$/.test(text + '!')",
                "/^(a*)*$/.test(text + '!')",
                "/^([a-zA-Z]+)*$/.test(text + '!')",
                "/(.*)*x/s.test(text)",
                "/^(\\w+\\s?)*$/.test(text + '!')",
                "/(a*a*a*a*a*a*)b/.exec(text)",
                "/(x+x+)+y/.test('x'.repeat(5000))",
                "/(?=(a+))a*b\\1/.test(text)",
                "text.replace(/(a+)+b/g, '')",
                "text.split(/(a+)+b/)",
                "text.match(/(a+)+b/g)",
                "[...text.matchAll(/(a+)+b/g)]",
                "text.search(/(a+)+b/)"
            })
    void catastrophicPatternsEnd(String source) {
        Event event = Events.with(Map.of("text", "a".repeat(5_000)));
        String read = source.replaceFirst("\\btext\\b", "attributes.text");
        Expression expression = Expression.compile(read, scope);
        assertThatThrownBy(() -> expression.value(event))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("the regular expression takes too long on this text");
    }

    @Test
    void workOnArgumentsThatAreSpreadIsCounted() {
        String list = "Array.from({length: 50000}, (_, i) => i)";
        Expression expression = Expression.compile(
                "[" + list + "].map(x => x.map(y => Math.max(...x)).length)", Scope.of(new Fields()));
        assertThatThrownBy(() -> expression.value(Events.with(Map.of()))).hasMessageContaining("steps");
    }

    @Test
    void argumentsThatAreSpreadAreBounded() {
        assertThatThrownBy(
                        () -> Expression.compile("[" + "Math.max(...[1]),".repeat(101) + "]", Scope.of(new Fields())))
                .hasMessageContaining("more than 100 arguments with `...`");
    }

    @Test
    void theUsesOfARegexInALoopShareOneBound() {
        Event event = Events.with(Map.of("list", List.of("a".repeat(700), "a".repeat(700), "a".repeat(700))));
        Expression once = Expression.compile("/a*b/.test(attributes.list[0])", scope);
        Expression often = Expression.compile(
                "attributes.list.concat(attributes.list, attributes.list).map(x => /a*b/.test(x + x))", scope);
        assertThat(once.value(event)).isEqualTo(false);
        assertThatThrownBy(() -> often.value(event)).hasMessage("the regular expression takes too long on this text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '§',
            value = {
                "many.map(x => many.includes('none')) ¦ the expression takes more than 20000000 steps",
                "many.reduce((a, x) => ({...a, [x + Object.keys(a).length]: x}), {}) ¦ the expression takes more than 20000000 steps",
                "many.reduce((a, x) => [...a, x], []) ¦ the expression takes more than 20000000 steps",
                "many.map(x => (long + x).length) ¦ the expression takes more than 20000000 steps",
                "many.map(x => `${long}${x}`.length) ¦ the expression takes more than 20000000 steps",
                "many.map(x => JSON.stringify(long).length) ¦ the expression takes more than 20000000 steps",
                "many.map(x => many.map(y => 1)) ¦ more than 100000 calls of arrow functions",
                "many.map(() => many.map(() => 1)) ¦ more than 100000 calls of arrow functions",
                "many.reduce((a, x) => [a], []) ¦ the value is nested deeper than 100",
                "many.reduce((a, x) => ({a}), {}) ¦ the value is nested deeper than 100",
                "String(many.reduce((a, x) => [a], [])) ¦ the value is nested deeper than 100",
                "JSON.stringify(many.reduce((a, x) => [a], [])) ¦ the value is nested deeper than 100",
                "Array.from({length: 1e9}) ¦ the array would have more than 100000 elements",
                "'x'.repeat(200000).split('') ¦ the array would have more than 100000 elements",
                "'x'.repeat(200000).match(/x/g) ¦ the array would have more than 100000 elements",
                "[...'x'.repeat(300000)] ¦ the array would have more than 100000 elements",
                "C.Mask.repeat(5e6) ¦ the length must be from 0 to 4194304, is 5000000",
                "C.Mask.random(5e6) ¦ the length must be from 0 to 4194304, is 5000000",
                "C.Mask.repeat(4e6, 'ab') ¦ the text would be longer than 4194304 characters",
                "many.slice(0, 40).reduce((a, x) => a * a, decimal('1.23456789')) ¦ the decimal has more than 1000 digits",
                "decimal('1e999999999') ¦ decimal needs a number, found '1e999999999'"
            })
    void whatGrowsEndsAtItsBound(String source, String message) {
        Event event =
                Events.with(Map.of("many", List.copyOf(Collections.nCopies(20_000, "x")), "long", "y".repeat(200_000)));
        String read = source.replaceAll("\\b(many|long)\\b(?!:)", "attributes.$1");
        Expression expression = Expression.compile(read, scope);
        assertThatThrownBy(() -> expression.value(event))
                .isInstanceOf(EvaluationException.class)
                .hasMessage(message);
    }

    @Test
    void whatIsUnpackedIsBounded() {
        String bomb = (String)
                Expression.compile("C.Encode.gzip('x'.repeat(4e6))", scope).value(Events.with(Map.of()));
        assertThat(bomb).hasSizeLessThan(10_000);
        String twice = (String) Expression.compile("C.Decode.gzip('" + bomb + "').slice(0, 3)", scope)
                .value(Events.with(Map.of()));
        assertThat(twice).isEqualTo("xxx");
        byte[] large = new byte[8 << 20];
        String packed = java.util.Base64.getEncoder().encodeToString(Gzip.packed(large));
        Expression unpack = Expression.compile("C.Decode.gzip(attributes.packed)", scope);
        assertThatThrownBy(() -> unpack.value(Events.with(Map.of("packed", packed))))
                .hasMessage("the text would be longer than 4194304 characters");
    }

    /// What one evaluation used up is not held against the next.
    @Test
    void everyEvaluationHasItsOwnBounds() {
        Event event = Events.with(Map.of("list", List.copyOf(Collections.nCopies(60_000, "x"))));
        Expression expression = Expression.compile("attributes.list.filter(() => true).length", scope);
        for (int i = 0; i < 5; i++) {
            assertThat(expression.value(event)).isEqualTo(60_000.0);
        }
    }

    @Test
    void aCountInARegexIsBounded() {
        var e = catchThrowableOfType(
                ExpressionException.class, () -> Expression.compile("/(?:){2000000000}/.test(name)", scope));
        assertThat(e.problems().getFirst().message())
                .isEqualTo("the regular expression /(?:){2000000000}/: a count of 2000000000 is more than 1000");
    }

    private static final class Gzip {
        static byte[] packed(byte[] bytes) {
            var out = new java.io.ByteArrayOutputStream();
            try (var gzip = new java.util.zip.GZIPOutputStream(out)) {
                gzip.write(bytes);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return out.toByteArray();
        }
    }
}
