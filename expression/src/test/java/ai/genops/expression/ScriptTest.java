package ai.genops.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What code changes of an event, what it says when it is wrong, and where it ends.
class ScriptTest {
    private final Fields fields = new Fields();
    private final Scope scope = Scope.of(fields);

    private Map<String, @Nullable Object> changes(String source, Event event) {
        Script script = Script.compile(source, scope, Script.ROUNDS);
        List<@Nullable Object> outcomes = script.run(event);
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) != Script.Outcome.UNCHANGED) {
                changes.put(script.changes().get(i).name(), outcomes.get(i));
            }
        }
        return changes;
    }

    @Test
    void onlyWhatChangedIsSet() {
        Event event = Events.with(Map.of("team", "search", "tags", List.of("b", "a")));
        assertThat(changes("if (__e.team == 'other') { __e.kind_of = 1; } __e.tags.sort();", event))
                .isEqualTo(Map.of("tags", List.of("a", "b")));
        assertThat(changes("__e.tags.sort(); __e.tags.reverse();", event)).isEmpty();
        assertThat(changes("const first = [...__e.tags].sort()[0]; __e.first = first;", event))
                .isEqualTo(Map.of("first", "a"));
    }

    /// An event's arrays are shared: they stay as they are.
    @Test
    void whatTheEventHasDoesNotChange() {
        List<Object> tags = new ArrayList<>(List.of("b", new LinkedHashMap<>(Map.of("x", 1L))));
        Event event = Events.with(Map.of("tags", tags));
        changes("__e.tags.push(1); __e.tags[1].x = 2; for (const t of attributes.tags.slice(1)) { t.y = 3; }", event);
        changes(
                "let t = attributes.tags; t[1].x = 5; __e.out = attributes.tags.slice(1).map(x => { x.z = 1; return x; });",
                event);
        assertThat(tags).isEqualTo(List.of("b", Map.of("x", 1L)));
    }

    @Test
    void namesAreTheEventsWhateverTheCodeDeclares() {
        Event event = Events.with(Map.of("team", "search"));
        assertThat(changes("const team = 'mine'; __e.both = __e.team + team;", event))
                .isEqualTo(Map.of("both", "searchmine"));
        assertThat(Expression.compile("['mine'].map(team => __e.team + team)[0]", scope)
                        .value(event))
                .isEqualTo("searchmine");
    }

    @Test
    void codeThatFailsChangesNothing() {
        assertThatThrownBy(() -> changes("__e.a = 1; __e.b = __e.none.x;", Events.with(Map.of())))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("cannot read 'x' of undefined");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '§',
            value = {
                "x = 1; ¦ 1 ¦ 1 ¦ `x` is not declared: write let x = …, or __e['x'] = … to set a field",
                "const x = 1;\\nx += 2; ¦ 2 ¦ 1 ¦ `x` is a constant: declare it with let to set it again",
                "__e['genops.team'] = 1; ¦ 1 ¦ 1 ¦ `genops.team` cannot be set: give it a field of its own, of letters, digits and `_`",
                "let k = 'a';\\n  __e[k] = 1; ¦ 2 ¦ 3 ¦ the name of a field has to be known when this is loaded: write __e['name'] = …, or collect what is found in an object, as in found[key] = …",
                "attributes.x = 1 ¦ 1 ¦ 1 ¦ what an event was received with does not change; write __e['name'] = … to set a field",
                "genops.cost.total = 1 ¦ 1 ¦ 1 ¦ what an event was received with does not change; write __e['name'] = … to set a field",
                "delete __e.trace_id ¦ 1 ¦ 8 ¦ `trace_id` is what every event has and cannot be deleted",
                "let x; delete x ¦ 1 ¦ 15 ¦ only members can be deleted: delete x.y, or delete __e['name']",
                "console.log(1) ¦ 1 ¦ 1 ¦ `console.log` is not available: nothing is printed here; set a field, and look at it with genops try",
                "function f(x) { return f(x); } ¦ 1 ¦ 24 ¦ `f` is not known here: a function is known behind its definition, and cannot call itself",
                "a: for (;;) { break a; } ¦ 1 ¦ 1 ¦ this statement is not available in code",
                "class A {} ¦ 1 ¦ 6 ¦ there are no classes here; write objects and functions",
                "if (__e.a) { __e.b = 1; ¦ 1 ¦ 24 ¦ a } is missing, or something that is no statement stands here",
                "__e.a = 1; } ¦ 1 ¦ 13 ¦ there is a } too many",
                "__e.a = teem; ¦ 1 ¦ 9 ¦ `teem` is not known",
                "const f = x => x; __e.f = f; ¦ 1 ¦ 27 ¦ `f` is a function: call it, or give it to map, filter and the like",
                "__e.a = x instanceof Thing ¦ 1 ¦ 22 ¦ `instanceof` is available for Array, Date, Object, RegExp, Set; else write typeof x == '…'"
            })
    void problemsAreNamedWithTheirPlace(String source, int line, int column, String message) {
        var e = catchThrowableOfType(
                ExpressionException.class, () -> Script.compile(source.replace("\\n", "\n"), scope, 100));
        assertThat(e.problems().getLast().message()).isEqualTo(message);
        assertThat(e.problems().getLast().line()).isEqualTo(line);
        assertThat(e.problems().getLast().column()).isEqualTo(column);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "for (;;) { __e.n = 1; }",
                "do { try { __e.none.x; } catch (e) { continue; } } while (true);",
                "while (true) { try { while (true) {} } catch (e) {} }"
            })
    void loopsEnd(String source) {
        assertThatThrownBy(() -> changes(source, Events.with(Map.of())))
                .hasMessageStartingWith("the loops go round more than 5000 times; if they have to, raise");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "let t = 'x'; while (true) { t += t; } ¦ the text would be longer than 4194304 characters",
                "let l = [1]; while (true) { l.push(...l); } ¦ the array would have more than 100000 elements",
                "let l = []; l[1e6] = 1; ¦ the array would have more than 100000 elements",
                "let l = []; for (let i = 0; i < 4000; i++) { l.push('x'.repeat(1e6) + i); } ¦ the expression takes more than 20000000 steps",
                "let l = Array.from({length: 9e4}); for (let i = 0; i < 4000; i++) { l = [...l]; } ¦ the expression takes more than 20000000 steps",
                "let o = {}; o.self = o; __e.o = o; ¦ the value is nested deeper than 100",
                "let l = [1]; for (let i = 0; i < 4000; i++) { l = [l, l]; } __e.l = l.flat(9); ¦ the value is nested deeper than 100",
                "let l = []; for (let i = 0; i < 60; i++) { l = [l, l]; } __e.l = l.flat(99); ¦ the array would have more than 100000 elements",
                "Array.from({length: 400}).forEach(() => { Array.from({length: 400}).forEach(() => {}); }); ¦ more than 100000 calls of arrow functions",
                "let l = [3, 1, 2]; l.sort((a, b) => { l.push(1); return a - b; }); __e.l = 1; throw 'thrown'; ¦ thrown"
            })
    void whatGrowsEndsAtItsBound(String source, String message) {
        assertThatThrownBy(() -> changes(source, Events.with(Map.of())))
                .isInstanceOf(EvaluationException.class)
                .hasMessage(message);
    }

    /// A function that takes elements away from the array it is called for.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "map",
                "filter",
                "find",
                "findLast",
                "findIndex",
                "some",
                "every",
                "forEach",
                "flatMap",
                "reduce",
                "reduceRight",
                "sort"
            })
    void arraysMayShrinkWhileTheyAreLookedAt(String method) {
        String source =
                "let l = [1, 2, 3, 4]; l." + method + "((a, b) => { l.pop(); l.pop(); return true; }); __e.n = 1;";
        assertThat(changes(source, Events.with(Map.of()))).containsEntry("n", 1.0);
    }

    @Test
    void theNamesThatCodeSetsAreFoundInItsText() {
        assertThat(Script.names(
                        "__e.a = 1; __e['b'].c += 2; if (x) { __e.d++; __e.e.push(1); __e[k] = __e.f; } // __e.g = 1"))
                .containsExactly("a", "b", "d", "e");
        assertThat(Script.names("if (")).isEmpty();
    }

    /// What the parser breaks over, or reads in a way of its own.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "switch (__e.n) { case 1:: }",
                "a::b",
                "({a::b})",
                "__e.a = x ? 1 :: 2",
                "let {a = 1} = __e.b;",
                "let [a, ...b] = __e.b;",
                "[a, b] = [b, a]",
                "for each (const x in __e.l) {}",
                "with (__e) { a = 1 }",
                "function* f() { yield 1; }",
                "async function f() {}",
                "import x from 'y'",
                "label: { break label; }",
                "var f = function () { return this; }; f();",
                "__e.a = `${`",
                "let let = 1; let x x",
                "__e = 1",
                "__e?.a = 1",
                "__e.a.b?.c = 1",
                "1 = 2",
                "f() = 2; __e.x++ ++",
                "for (const x of) {}",
                "debugger;"
            })
    void whatIsOddIsRefusedWithItsPlace(String source) {
        var e = catchThrowableOfType(ExpressionException.class, () -> Script.compile(source, scope, 100));
        assertThat(e).as(source).isNotNull();
        assertThat(e.problems())
                .allSatisfy(problem -> assertThat(problem.render(source)).contains("^"));
    }
}
