package ai.genops.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.genops.event.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people see when an expression is wrong.
class MessagesTest {
    private final Scope scope = scope();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "cost_totl > 1 | 1 | `cost_totl` is not known; did you mean `cost_total`?",
                "1 + xyzzy | 5 | `xyzzy` is not known",
                "parseFlot('1') | 1 | there is no function `parseFlot`; did you mean `parseFloat`?",
                "Math.flor(1) | 1 | there is no function `Math.flor`; did you mean `Math.floor`?",
                "Math.QUUX | 1 | `Math.QUUX` is not known",
                "team.toUperCase() | 6 | `team` is text, which has no method `toUperCase`; did you mean `toUpperCase`?",
                "cost_total.toUpperCase() | 12 | `cost_total` is a number, which has no method `toUpperCase`",
                "is_high.toFixed(2) | 9 | `is_high` is true or false, which has no method `toFixed`",
                "attributes['x'].frobnicate() | 17 | there is no method `frobnicate`",
                "parseInt() | 1 | `parseInt` needs an argument",
                "Math.pow(2) | 1 | `Math.pow` needs 2 arguments",
                "team.startsWith() | 6 | `startsWith` needs an argument",
                "cost_total(1) | 1 | `cost_total` is a value, not a function",
                "parseFloat | 1 | `parseFloat` is a function: call it",
                "Math | 1 | `Math` is no value; use what it holds, as in Math.…",
                "team = 'a' | 1 | an expression cannot assign; to compare, write ==",
                "cost_total++ | 1 | an expression cannot assign; write x + 1 or x - 1",
                "a => a | 1 | a function can only be an argument, as in list.map(x => x + 1)",
                "[1].map(x => { x }) | 9 | a function has to be of the form x => expression",
                "[1].map((x, x) => x) | 9 | a function's parameters have to be names, or of the form [a, b] or {a, b}",
                "null.x | 1 | undefined and null have no members",
                "this | 1 | `this` means nothing here",
                "new Thing() | 1 | `new` is available for Date and RegExp only",
                "/(?>a)/.test(team) | 1 | the regular expression /(?>a)/: a group cannot begin with (?>",
                "/a**/.test(team) | 1 | the regular expression /a**/: nothing to repeat before *",
                "/[b-a]/.test(team) | 1 | the regular expression /[b-a]/: it cannot be read: Illegal character range near index 3",
                "team, cost_total | 1 | two expressions with a comma between them; only one is expected",
                "if (team) 1 | 1 | an expression is expected, found a statement",
                "team; team | 7 | one expression is expected, here a second one begins",
                "team team | 6 | an operator or the end is expected here (missing ; before statement)",
                "cost_total > | 12 | the expression ends too early",
                "team == 'x | 10 | unterminated string literal"
            })
    void problemsAreNamedWithTheirPlace(String source, int column, String message) {
        var e = catchThrowableOfType(ExpressionException.class, () -> Expression.compile(source, scope));
        assertThat(e.problems().getFirst().message()).isEqualTo(message);
        assertThat(e.column()).isEqualTo(column);
    }

    @Test
    void allProblemsAreReportedAtOnceEachWithItsLineAndACaret() {
        String source = "cost_total > 5 ?\n  teem.trim() :\n  parseInt()";
        var e = catchThrowableOfType(ExpressionException.class, () -> Expression.compile(source, scope));
        assertThat(e).hasMessage("""
                        line 2, column 3: `teem` is not known; did you mean `team`?
                              teem.trim() :
                              ^
                        line 3, column 3: `parseInt` needs an argument
                              parseInt()
                              ^""");
        assertThat(e.line()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "is_high == 'true' | a boolean is compared with the text 'true': equal in filters, never in plain JavaScript; write true without quotes",
                "is_high == 'yes' | true or false is compared with the text 'yes', so this is always false",
                "is_high === 'true' | true or false is never the same as text, so this is always false",
                "cost_total == 'high' | a number never equals the text 'high', so this is always false",
                "cost_total !== team | a number is never the same as text, so this is always true",
                "1 > 2 | this condition is the same for every event: false",
                "true ? team : 'x' | this condition is always true"
            })
    void whatIsHardlyMeantIsNoted(String source, String note) {
        assertThat(Expression.compile(source, scope.filter()).notes())
                .extracting(Problem::message)
                .containsExactly(note);
    }

    @Test
    void ordinaryExpressionsCarryNoNotes() {
        for (String source :
                List.of("cost_total == '1'", "is_high == true", "attributes['a'] == 'true'", "team != null")) {
            assertThat(Expression.compile(source, scope.filter()).notes())
                    .as(source)
                    .isEmpty();
        }
    }

    @Test
    void nestingIsBounded() {
        for (String source :
                List.of("(".repeat(20_000) + "1" + ")".repeat(20_000), "1" + "+1".repeat(2_000), "x".repeat(70_000))) {
            var e = catchThrowableOfType(ExpressionException.class, () -> Expression.compile(source, scope));
            assertThat(e.problems().getFirst().message()).containsAnyOf("nested too deep", "longer than");
        }
    }

    private static Scope scope() {
        Scope scope = Scope.of(new Fields());
        scope.define("cost_total", Type.NUMBER);
        scope.define("team", Type.TEXT);
        scope.define("is_high", Type.BOOLEAN);
        return scope;
    }
}
