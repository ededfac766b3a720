package ai.genops.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.genops.event.Fields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "[1].map(x => { null; return x; }) | 9 | a function has to be of the form x => expression",
                "[1].map((x, ...y) => x) | 13 | a function has no `...` among its parameters here; name them",
                "[1].map((x = y) => x) | 14 | `y` is not known",
                "[1].map((x, x) => x) | 9 | a function's parameters have to be names, or of the form [a, b] or {a, b}",
                "null.x | 1 | undefined and null have no members",
                "this | 1 | `this` means nothing here",
                "team.name:::: | 11 | an operator or the end is expected here (missing ; before statement)",
                "team::x | 1 | an expression is expected, found a statement",
                "new Thing() | 1 | `new` is available for Date, RegExp and Set only",
                "/(?>a)/.test(team) | 1 | the regular expression /(?>a)/: a group cannot begin with (?>",
                "/a**/.test(team) | 1 | the regular expression /a**/: nothing to repeat before *",
                "team.lenght | 6 | `team` is text, which has no member `lenght`; did you mean `length`?",
                "team.trim | 6 | `team` is text, which has no member `trim`; to call the method, write trim()",
                "cost_total.length | 12 | `cost_total` is a number, which has no member `length`",
                "[1].push(2) | 5 | `push` is not available: arrays do not change here; write [...list, x]",
                "[1].forEach(x => x) | 5 | `forEach` is not available: an expression gives a value; use map, filter or reduce",
                "new Date().setHours(1) | 12 | `setHours` is not available: dates do not change here; write new Date(date.getTime() + milliseconds)",
                "... | 1 | `...` belongs before an array, in an array, an object or a call",
                "f(... | 3 | `...` belongs before an array, in an array, an object or a call",
                "Math.max(...) | 13 | this is not JavaScript",
                "{...} | 5 | this is not JavaScript",
                "a * {* {}} | 1 | this is not JavaScript",
                "Math.max(... ...tags) | 14 | `...` belongs before an array, in an array, an object or a call",
                "'...' + ...x | 9 | `...` belongs before an array, in an array, an object or a call",
                "new Map([]) | 1 | `new Map` is not available: write an object, ({a: 1}), or Object.fromEntries(pairs)",
                "Set([1]) | 1 | `Set` is not available: write new Set(list)",
                "BigInt(1) | 1 | `BigInt` is not available: write decimal(x), which is exact",
                "eval('1') | 1 | `eval` is not available: no code is made at run time",
                "team instanceof String | 17 | `instanceof` is available for Array, Date, Object, RegExp, Set; else write typeof x == '…'",
                "delete attributes.x | 8 | nothing can be deleted here; make an object without it",
                "Math.max(...[1]) + Math.min(...nope) | 32 | `nope` is not known",
                "[1].map((a, ...x) => x) | 13 | a function has no `...` among its parameters here; name them",
                "new RegExp(team) | 1 | the pattern of a regular expression has to be known when this is loaded",
                "RegExp('a', 'd').test(team) | 1 | the regular expression /a/: the flag d is not available; there are g, i, m, s, u and y",
                "C.Mask.md6(team) | 1 | there is no function `C.Mask.md6`; did you mean `C.Mask.md5`?",
                "C.Mask.md5 | 1 | `C.Mask.md5` is a function: call it",
                "C.Mask | 1 | `C.Mask` is no value; use what it holds, as in C.Mask.…",
                "C.Crypto.encrypt(team, 1) | 1 | `C.Crypto.encrypt` is not available: nothing is decrypted here; to hide a value, write C.Crypto.createHmac(value, key)",
                "C.Text.relativeEntropy(team) | 1 | `C.Text.relativeEntropy` is not available: its models are Cribl's; write C.Text.entropy(x)",
                "C.Text.parseXlm(team) | 1 | there is no function `C.Text.parseXlm`; did you mean `C.Text.parseXml`?",
                "team + C.version | 8 | `C.version` is not available: it tells of Cribl; write C.vars.name, with a variable of your own in server.yaml under expressions.variables",
                "C.os.hostname() | 1 | `C.os.hostname` is not available: write resource['host.name']",
                "C.vars.region(team) | 1 | `C.vars.region` is not available: a variable is a value here; write out what it computes",
                "C.Secret('a') | 1 | `C.Secret` is not available: secrets are for the settings of destinations, since what an expression reads can end up in events",
                "C.env.HOME | 1 | `C.env.HOME` is not known: the configuration lets expressions read no environment variable of that name",
                "C.vars.regoin | 1 | `C.vars.regoin` is not known; did you mean `C.vars.region`?",
                "C.Lookup('modles', 'model').match(team) | 10 | there is no lookup `modles`; did you mean `models`?",
                "C.Lookup('models.csv', 'modell').match(team) | 24 | the lookup `models` has no column `modell`; did you mean `model`?",
                "C.Lookup('models', 'model').match(team, 'prise') | 41 | the lookup `models` has no column `prise`; did you mean `price`?",
                "C.Lookup('models', 'model') | 1 | `C.Lookup(…)` is no value; write .match(value, 'column') behind it",
                "C.Lookup(team, 'model').match(team) | 1 | write `C.Lookup('table', 'column').match(value, 'column')`, with the names in quotes",
                "C.LookupRegex('models', 'model').match(team) | 1 | the lookup `models` cannot be used by `C.LookupRegex`: its keys are no regular expressions",
                "cost_total += 1 | 1 | an expression cannot assign; to compare, write ==",
                "team = 'a' ? 1 : 2 | 1 | an expression cannot assign; to compare, write ==",
                "/[b-a]/.test(team) | 1 | the regular expression /[b-a]/: it cannot be read: Illegal character range near index 3",
                "team, cost_total | 1 | two expressions with a comma between them; only one is expected",
                "if (team) 1 | 1 | an expression is expected, found a statement",
                "team; team | 7 | one expression is expected, here a second one begins",
                "team team | 6 | an operator or the end is expected here (missing ; before statement)",
                "cost_total > | 12 | the expression ends too early",
                "team == 'x | 10 | this text has no closing quote"
            })
    void problemsAreNamedWithTheirPlace(String source, int column, String message) {
        var e = catchThrowableOfType(ExpressionException.class, () -> Expression.compile(source, scope));
        assertThat(e.problems().getFirst().message()).isEqualTo(message);
        assertThat(e.column()).isEqualTo(column);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C.Secret('key', 'text').value",
                "C.Schema('s').validate(team)",
                "C.Crypto.decrypt(team).trim()",
                "C.os.hostname().toUpperCase()",
                "C.confVersion.slice(1)",
                "C.Net.parseAddressOrRangeString(team).toString()"
            })
    void whatIsCriblsAloneIsOneProblem(String source) {
        var e = catchThrowableOfType(ExpressionException.class, () -> Expression.compile(source, scope));
        assertThat(e.problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("is not available: ");
        assertThat(e.column()).isEqualTo(1);
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
            delimiter = '¦',
            quoteCharacter = '"',
            value = {
                "is_high == 'true' ¦ a boolean is compared with the text 'true': equal in filters, never in plain JavaScript; write true without quotes",
                "is_high == 'yes' ¦ true or false is compared with the text 'yes', so this is always false",
                "is_high === 'true' ¦ true or false is never the same as text, so this is always false",
                "cost_total == 'high' ¦ a number never equals the text 'high', so this is always false",
                "cost_total !== team ¦ a number is never the same as text, so this is always true",
                "1 > 2 ¦ this condition is the same for every event: false",
                "true ? team : 'x' ¦ this condition is always true",
                "team == 'a' || true ¦ `|| true` makes this always true",
                "team == 'a' && false ¦ `&& false` makes this always false",
                "team == 'a' || 'b' ¦ `|| 'b'` compares nothing with 'b' and counts as true; write the comparison again: x == 'a' || x == 'b'",
                "team == 'a' && team == 'b' ¦ it cannot be two different values, so this is always false; write || instead of &&",
                "team != 'a' || team != 'b' ¦ one of two different values is always not it, so this is always true; write && instead of ||",
                "team || 'none' ¦ this condition is always true",
                "([team]) ? team : null ¦ this condition is always true",
                "cost_total == NaN ¦ nothing equals NaN, write isNaN(x), so this is always false",
                "typeof team == 'strng' ¦ typeof never gives 'strng'; did you mean `string`?, so this is always false",
                "team.toLowerCase() == 'Search' ¦ toLowerCase() never gives 'Search', so this is always false",
                "'Search' !== team.toUpperCase() ¦ toUpperCase() never gives 'Search', so this is always true",
                "cost_total > 'high' ¦ a number is neither less nor more than the text 'high', so this is always false",
                "attributes * 2 > 1 ¦ an object is used as a number, so this is no number",
                "[cost_total] - 1 > 0 ¦ an array is used as a number, so this is no number"
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

    @Test
    void aNoteHasItsPlaceUnderACaret() {
        String source = "team == 'a' ||\n  team == 'b' || 'c'";
        Problem note = Expression.compile(source, scope.filter()).notes().getFirst();
        assertThat(note.render(source)).isEqualTo("""
                line 2, column 15: `|| 'c'` compares nothing with 'c' and counts as true; write the comparison again: x == 'a' || x == 'b'
                      team == 'b' || 'c'
                                  ^""");
    }

    private static Scope scope() {
        Scope scope = Scope.of(
                new Fields(), new Surroundings(Map.of("REGION", "eu"), Map.of("region", "eu-1"), new ModelLookups()));
        scope.define("cost_total", Type.NUMBER);
        scope.define("team", Type.TEXT);
        scope.define("is_high", Type.BOOLEAN);
        return scope;
    }
}
