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
        Script.Result result = script.run(event);
        List<@Nullable Object> outcomes = result.outcomes();
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) != Script.Outcome.UNCHANGED) {
                changes.put(script.changes().get(i).name(), outcomes.get(i));
            }
        }
        result.attributes().forEach((name, value) -> changes.put(name, value == null ? Script.Outcome.DELETED : value));
        return changes;
    }

    /// What Cribl users write to redact by name, to rename and to drop.
    @Test
    void namesThatOnlyTheEventTellsAreReadSetAndDeleted() {
        Event event = Events.with(new LinkedHashMap<>(Map.of("user.password", "secret", "team", "search")));
        assertThat(changes("for (const k in __e) { if (/pass/.test(k)) { __e[k] = '***'; } }", event))
                .isEqualTo(Map.of("user.password", "***"));
        assertThat(changes(
                        "Object.keys(__e).filter(k => k.includes('.')).forEach(k => {"
                                + " __e[k.replace('.', '_')] = __e[k]; delete __e[k]; });",
                        event))
                .isEqualTo(Map.of("user_password", "secret", "user.password", Script.Outcome.DELETED));
        assertThat(changes("Object.assign(__e, {'a.b': 1}); __e['c.d'] = __e['a.b'] + 1;", event))
                .isEqualTo(Map.of("a.b", 1.0, "c.d", 2.0));
        assertThat(changes(
                        "const k = 'te' + 'am'; __e.before = __e.team; __e[k] = 'new'; __e.after = __e.team;", event))
                .isEqualTo(Map.of("team", "new", "before", "search", "after", "new"));
    }

    /// What the oracle does not know.
    @Test
    void theMembersThatWereNotTakenAreAnObjectOfTheirOwn() {
        Event event = Events.with(Map.of("usage", Map.of("input", 1, "output", 2), "team", "search", "plain", true));
        assertThat(changes(
                        "const {input, ['in' + 'put']: again, ...rest} = __e.usage; rest.more = input + again;"
                                + " __e.rest = rest;",
                        event))
                .isEqualTo(Map.of("rest", Map.of("output", 2, "more", 2.0)));
        assertThat(changes("const {usage, _time, name, ...rest} = __e; rest.plain = 1; __e.rest = rest;", event))
                .isEqualTo(Map.of("rest", Map.of("team", "search", "plain", 1.0)));
        assertThat(changes(
                        "const f = list => { const [head, ...tail] = list; return tail.concat(head); };"
                                + " const [a, ...b] = ['x', 1, 2]; __e.out = [f(b), f([3]), b];",
                        event))
                .isEqualTo(Map.of("out", List.of(List.of(2.0, 1.0), List.of(3.0), List.of(1.0, 2.0))));
    }

    /// A field the pipeline set is set, and what an event has of its own where a pipeline may.
    @Test
    void aComputedNameOfAFieldSetsTheField() {
        int slot = scope.define("team", Type.TEXT);
        Event event = Events.with(Map.of(), Map.of("team", "search"), fields);
        Script script = Script.compile("for (const k of ['team', 'name', 'other']) { __e[k] = 'new'; }", scope, 10);
        Script.Result result = script.run(event);
        List<String> names = script.changes().stream().map(Script.Change::name).toList();
        assertThat(names).contains("team", "name", "_raw").doesNotContain("other");
        assertThat(result.outcomes().get(names.indexOf("team"))).isEqualTo("new");
        assertThat(result.outcomes().get(names.indexOf("name"))).isEqualTo("new");
        assertThat(result.outcomes().get(names.indexOf("_raw"))).isEqualTo(Script.Outcome.UNCHANGED);
        assertThat(result.attributes()).isEqualTo(Map.of("other", "new"));
        assertThat(event.field(slot)).isEqualTo("search");
    }

    @Test
    void whatEveryEventHasIsNotAmongTheMembersAndStays() {
        Event event = Events.with(Map.of("team", "search"));
        assertThat(changes("for (const k of Object.keys(__e)) { delete __e[k]; }", event))
                .isEqualTo(Map.of("team", Script.Outcome.DELETED));
        assertThat(changes("__e.keys = Object.keys(__e); const k = 'kind'; __e.was = __e[k];", event))
                .isEqualTo(Map.of("keys", List.of("_time", "name", "team"), "was", "span"));
        assertThatThrownBy(() -> changes("const k = 'trace' + Date.now(); __e['trace' + '_id'.slice(0)] = 1;", event))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("`trace_id` is what every event has and cannot be set; give the field another name");
    }

    @Test
    void theMembersAreWhatThePipelineMaySetWhateverTheSourceReads() {
        Event event = Events.with(Map.of("team", "search", "kind", "mine"));
        assertThat(changes("__e.was = __e.kind + __e.trace_id.length; __e.keys = Object.keys(__e);", event))
                .isEqualTo(Map.of("was", "span32", "keys", List.of("_time", "name", "team", "was")));
        assertThat(changes("__e.was = __e.team; const k = 'te' + 'am'; delete __e[k];", event))
                .isEqualTo(Map.of("was", "search", "team", Script.Outcome.DELETED));
        assertThat(changes("__e.team = 'new'; const k = 'te' + 'am'; delete __e[k];", event))
                .isEqualTo(Map.of("team", Script.Outcome.DELETED));
        assertThatThrownBy(() -> changes("const k = 'resource'; __e[k].team = 'other';", event))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith("`resource` is changed in place");
    }

    /// An event's arrays are shared, under computed names as well.
    @Test
    void whatIsReadUnderAComputedNameIsACopy() {
        List<Object> tags = new ArrayList<>(List.of("a"));
        Event event = Events.with(Map.of("tags", tags));
        assertThat(changes("for (const k in __e) { if (k == 'tags') { __e[k].push('b'); } }", event))
                .isEqualTo(Map.of("tags", List.of("a", "b")));
        assertThat(tags).isEqualTo(List.of("a"));
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
                "let {...a, b} = __e.b; ¦ 1 ¦ 5 ¦ what is taken apart has to be of the form [a, b] or {a, b}, each name once, `...` last",
                "let [a, a] = __e.b; ¦ 1 ¦ 5 ¦ what is taken apart has to be of the form [a, b] or {a, b}, each name once, `...` last",
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
