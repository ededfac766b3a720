package ai.genops.expression;

import java.util.List;
import java.util.random.RandomGenerator;

/// Code as operators paste it, and code by a small grammar, which ends in any case.
final class Programs {
    /// On an event whose fields are `n` (5), `t` (`"some text"`), `list` (`[1, "two", 3.5]`) and `object`
    /// (`{"inner": "value", "deep": {"x": 1}}`).
    static final List<String> PASTED = List.of(
            "if (__e.n > 3) { __e.size = 'large'; } else if (__e.n > 1) { __e.size = 'medium'; } else __e.size = 'small';",
            "const {n = 7, none = n + 1, object: {inner}, list: [first = 9]} = __e;"
                    + " __e.out = [n, none, inner, first];",
            "const {n: number = 3, 'a b': odd = {x: 1}, t: text, deep: {x: {y = 5} = {}} = {}} = __e;"
                    + " odd.y = 2; __e.out = [number, odd, text, y];",
            "const [a = 1, [b = 2] = [], {c = 3} = {}, , d = a + b] = [undefined, [null]]; __e.out = [a, b, c, d];",
            "function f({a = 1, b: [c = 2] = []} = {}) { return [a, c]; }"
                    + " __e.out = [f(), f({a: null}), f({b: [undefined, 8, 9]})];",
            "for (const k of ['n', 't']) { __e[k + '_copy'] = __e[k]; delete __e[k]; }",
            "const k = 'list'; __e[k].push(1); __e[k][0] += 1; __e['n' + ''] += 2; __e.seen = __e[k].length;",
            "let k = 'n'; __e[k]++; __e.n += 1; __e[k] *= 2; __e.sum = __e[k] + __e.n; __e[k + '2'] ??= __e[k]--;",
            "Object.assign(__e, {a: 1, n: 2}); __e.out = __e.a + __e.n; let k = 'a'; delete __e[k]; __e.gone = typeof __e.a;",
            "const e = __e; e.x = 1; e['y'] = e.x + 1; function f(o) { o.z = 3; return o; } f(__e).w = 4; __e.v = __e.x + e.w;",
            "__e['a.b'] = 1; __e.c = __e['a.b'] + 1; const k = 'a.b'; __e[k]++; __e.d = __e['a.b'];",
            "for (const k in __e) { if (k == 'n' || k == 'list') { delete __e[k]; } }",
            "__e.has = ['n', 'none'].map(k => k in __e); __e.own = __e.hasOwnProperty('t'); delete __e.t; __e.late = 't' in __e;",
            "const k = `${'li'}st`; const l = __e[k]; l.push(9); __e.same = l === __e[k];",
            "const {n, t} = __e; __e.both = n + t; __e[__e.t] = 1;",
            "for (const [k, v] of Object.entries(__e)) { if (Array.isArray(v)) { v.push(k); } }",
            "const pairs = [{key: 'a', value: 1}, {key: '', value: 2}, {key: 'b', value: null}];"
                    + " for (const {key, value} of pairs) { if (key && value != null) __e[key] = value; } __e.t = undefined;",
            "__e['x.y.z'] = 1; const names = Object.keys(__e).filter(k => k.indexOf('.') > 0); for (const k of names) {"
                    + " let at = __e; const parts = k.split('.'); const last = parts.pop();"
                    + " for (const p of parts) { if (at[p] === undefined) { at[p] = {}; } at = at[p]; }"
                    + " at[last] = __e[k]; delete __e[k]; }",
            "Object.entries(__e.object).forEach(([k, v]) => { __e[`object_${k}`] = v; }); delete __e['object'];",
            "const clean = o => { for (const k of Object.keys(o)) { if (o[k] === '' || o[k] === null) { delete o[k]; } } };"
                    + " __e.object.empty = ''; clean(__e.object);",
            "const wanted = {'n': 'count', 't': 'text'}; for (const from in wanted) { if (from in __e) {"
                    + " __e[wanted[from]] = __e[from]; delete __e[from]; } }",
            "'k1=v1;k2=v2'.split(';').forEach(pair => { const [k, v] = pair.split('='); __e[k] = v; });",
            "Object.keys(__e).forEach(k => { if (typeof __e[k] === 'string' && k === 't') { __e[k] = __e[k].toUpperCase(); } });",
            "try { Object.assign(__e, JSON.parse('{\"a\": {\"b\": 1}}')); __e.a.b++; } catch (err) { __e.error = err.message; }",
            "function f(a, b = 2, c = a + b) { return [a, b, c]; } __e.f = [f(1), f(1, 5), f(1, undefined, 9), f(1, null)];",
            "const f = (x = __e.n) => x * 2; __e.n = 7; __e.out = f() + f(1);",
            "let calls = 0; const next = () => { calls++; return calls; }; function f(a = next(), b = next()) { return a * 10 + b; }"
                    + " __e.r = [f(), f(5), f(5, 6), calls];",
            "function f({a, b} = {a: 1, b: 2}, [c] = [3]) { return a + b + c; } __e.r = [f(), f({a: 5, b: 5}), f(undefined, [1])];",
            "__e.out = [undefined, 1, null].map((x = 'none', i = 9) => [x, i]);",
            "let sum = 0; for (let i = 0; i < __e.list.length; i++) { sum += i; } __e.sum = sum;",
            "for (const x of __e.list) { if (typeof x == 'string') { __e.found = x; break; } }",
            "let out = []; for (const x of __e.list) { if (x === 'two') continue; out.push(x * 2); } __e.out = out;",
            "const found = {}; for (const [key, value] of Object.entries(__e.object)) { found[key + '_'] = typeof value; }"
                    + " __e['found'] = found;",
            "let names = []; for (const key in __e.object) { names.push(key); } __e.names = names.sort().join();",
            "let i = 0; while (i < 10) { i += 3; } __e.i = i;",
            "var i = 10; do { i--; } while (i > 10); __e.i = i;",
            "__e.list.push('end', 4); __e.list[1] = __e.list[1].toUpperCase();",
            "__e.object.deep.x += 41; __e.object.added = [__e.n]; delete __e.object.inner;",
            "let alias = __e.object; alias.deep.x = 'changed'; __e.same = alias === __e.object;",
            "__e.list.forEach((x, i) => { __e['sum'] = (__e['sum'] || '') + i + x; });",
            "__e.list.forEach(function (x, i) { if (i == 1) { return; } __e.last = x; });",
            "const double = x => x * 2; function twice(x) { return double(double(x)); } __e.n = twice(__e.n);",
            "function f(a, b = 2, c = a + b) { return [a, b, c]; }"
                    + " __e.f = [f(), f(1), f(1, undefined, 5), f(1, null), f('x', 'y')];",
            "const f = (x = 1) => x + 1; const g = (a, b = __e.n) => a * b; __e.f = [f(), f(5), g(3), g(3, 0)];",
            "const f = (x = 'd') => { const y = x + 1; return y; }; __e.f = [f(), f('a'), f(undefined)];",
            "__e.out = __e.list.map((x, i, all, more = 'none') => more + i);",
            "const f = function ({n, t} = {n: 3}, [a, b] = [3, 4]) { return [n, t, a, b]; }; __e.f = [f(), f({n: 1}, [2])];",
            "const f = ([a], {b} = {b: 2}, c, d = [3].map(x => x * 2)) => [a, b, c, d]; __e.f = [f([1]), f([1], {b: 0}, 3, null)];",
            "__e.out = __e.list.map(x => { const t = String(x); return t.length > 1 ? t : [t]; });",
            "switch (__e.t) { case 'some text': __e.a = 1; case 'x': __e.b = 2; break; default: __e.c = 3; }",
            "switch (__e.n) { default: __e.a = 1; break; case 6: __e.b = 2; }",
            "try { __e.x = __e.none.y; } catch { var caught = 1; __e.failed = caught; }",
            "try { __e.x = __e.none.y; } catch (e) { __e.failed = true; } finally { __e.done = 1; }",
            "__e.a = 1; throw new Error('no');",
            "__e.a = __e.none.x;",
            "try { throw new Error('no'); } catch (e) { __e.message = e.message; }",
            "function f() { try { return 'try'; } finally { __e.last = 'finally'; } } __e.f = f();",
            "function f() { for (const x of [1, 2, 3]) { if (x > 1) { return x; } } } __e.f = f();",
            "let x = 1; { let x = 2; __e.inner = x; } __e.outer = x;",
            "let a = 1, b; b = a = 7; __e.a = a + b; __e.b = a++ + ++b; __e.c = [a, b];",
            "let s = 'a'; s += 'b'; s += 1; __e.s = s; let m = 7; m %= 4; m **= 3; m -= 1; m /= 2; m *= 3; m <<= 2; __e.m = m;",
            "let u; u ??= 5; u ||= 6; u &&= 7; __e.u = u; __e.object.missing ??= 'set'; __e.n ||= 0;",
            "let [a, , b] = [1, 2, 3]; const {inner, deep: {x}} = __e.object; __e.taken = [a, b, inner, x];",
            "let l = [5, 3, 9]; l.sort((a, b) => a - b); l.unshift(l.pop()); l.reverse(); __e.l = l; __e.s = l.shift();",
            "let l = [1, 2, 3, 4, 5]; __e.cut = l.splice(1, 2, 'a', 'b', 'c'); __e.l = l; l = [1, 2, 3]; l.length = 1; __e.k = l;",
            "let l = []; l[3] = 1; __e.l = l.length; l.fill(0); __e.filled = l;",
            "let o = {}; o['a' + 1] = 1; o.b = {c: []}; o.b.c.push(o.a1); __e.o = o; __e.has = 'b' in o;",
            "__e.o = Object.assign(__e.object, {n: __e.n}, {t: __e.t});",
            "let n = 0; for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j == i) continue; if (j > 1) break; n++; } } __e.n2 = n;",
            "for (let i = 0, j = 10; i < j; i++, j--) { __e.met = i + '/' + j; }",
            "delete __e.t; __e.gone = typeof __e.t;",
            "__e.n++; __e.n += 2; __e['n'] *= 2; __e.old = __e.n--;",
            "const t = 'shadow'; __e.t2 = __e.t + t;",
            "if (!__e.missing) { __e.missing = 'now'; } __e.copy = __e.missing;",
            "__e.is = [[] instanceof Array, ({}) instanceof Object, __e.n instanceof Object, /x/ instanceof RegExp];",
            "let x = -__e.n; let y = -x++; __e.xy = [x, y, ~x++, x];",
            "let c = 0; const f = () => { c++; return c; }; __e.calls = f() + f() * f(); __e.c = c;",
            "for (var k of [1, 2]) { var seen = k; } __e.k = k + seen;",
            "let text = ''; for (const c of 'añ😀') { text = c + text; } __e.text = text;",
            "for (const k in __e.list) { __e.keys = (__e.keys || '') + k; }",
            "if (__e.n) { __e.early = 1; return; } __e.late = 1;",
            "__e.list = __e.list.filter(x => typeof x === 'number').map(x => x + 1); __e.list.push(__e.list.length);",
            "let l = [1, 2, 3]; l.forEach(x => { if (x < 3) { l.push(x); } }); __e.l = l;",
            "__e.parsed = JSON.parse('{\"a\": [1]}'); __e.parsed.a.push(2); __e.parts = 'b,a'.split(',').sort();");

    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final List<String> TARGETS =
            List.of("a", "b", "c", "l[1]", "l[0]", "o.x", "o['y']", "__e.n", "__e.out", "__e[key]", "__e[key]", "key");
    private static final List<String> KEYS = List.of("'n'", "'t'", "'list'", "'out'", "'m'", "'a.b'", "'all'");
    private static final List<String> VALUES = List.of(
            "1",
            "2.5",
            "'x'",
            "a",
            "b",
            "c",
            "l.length",
            "o.x",
            "l[0]",
            "__e.n",
            "__e.t",
            "true",
            "undefined",
            "-3",
            "__e[key]",
            "__e.list",
            "__e.m",
            "__e['a.b']",
            "(__e[key] === undefined)",
            "l.slice()");
    private static final List<String> OPERATORS =
            List.of("+", "-", "*", "/", "%", "&", "|", "<", "===", "==", "&&", "||");
    private static final List<String> ASSIGNMENTS = List.of("=", "=", "+=", "-=", "*=", "|=", "??=", "||=", "&&=");

    private final RandomGenerator random;
    private int loops;

    Programs(RandomGenerator random) {
        this.random = random;
    }

    /// Statements over the variables a, b, c, an array l and an object o.
    String next() {
        loops = 0;
        var code = new StringBuilder("let a = 1, b = 'y', c; let l = [1, 2, 3]; let o = {x: 1}; let key = 'n';\n");
        for (int i = 0; i < 4 + random.nextInt(4); i++) {
            code.append(statement(3)).append('\n');
        }
        return code.append("__e.all = [a, b, c, l, o];").toString();
    }

    private String statement(int depth) {
        return switch (random.nextInt(depth > 0 ? 11 : 4)) {
            case 0 -> assignment(any(TARGETS));
            case 1 -> ofEvent();
            case 2 -> any(List.of("a", "l[0]", "o.x", "__e.n")) + any(List.of("++;", "--;"));
            case 3 ->
                any(List.of("l.push(%s);", "l.unshift(%s);", "o.z = %s;", "__e.out = [%s];"))
                        .formatted(value(1));
            case 4 -> "if (" + value(2) + ") " + block(depth) + " else " + block(depth);
            case 5 -> counted(depth);
            case 6 -> "for (const x of l.slice(0, 3)) { b = x; " + statement(depth - 1) + " }";
            case 7 -> "for (const k in o) { c = k; " + statement(depth - 1) + " }";
            case 8 ->
                "switch (" + value(1) + ") { case 1: " + statement(depth - 1) + " case 'x': " + statement(depth - 1)
                        + " break; default: " + statement(depth - 1) + " }";
            case 9 -> "try { " + statement(depth - 1) + " __e.none.x; } catch (e) " + block(depth);
            default -> "[1, 2].forEach(x => { a = x; if (x == b) { return; } " + statement(depth - 1) + " });";
        };
    }

    /// Of the event under a name that the variable `key` tells.
    private String ofEvent() {
        return switch (random.nextInt(6)) {
            case 0 -> "key = " + any(KEYS) + ";";
            case 1 -> "delete __e[key];";
            case 2 -> "Object.assign(__e, {m: " + value(1) + ", [key]: " + value(1) + "});";
            case 3 -> "if (Array.isArray(__e[key])) { __e[key].push(" + value(1) + "); }";
            case 4 -> "for (const each of ['n', 'm', 't']) { key = each; " + assignment("__e[key]") + " }";
            default -> assignment("__e[" + any(KEYS) + "]");
        };
    }

    /// `o['y'] &&= x` makes Rhino set a member that is not there, which the standard does not.
    private String assignment(String target) {
        if (target.equals("key")) {
            return "key = " + any(KEYS) + ";";
        }
        String sign = target.endsWith("]") && !target.startsWith("l") ? any(List.of("=", "+=")) : any(ASSIGNMENTS);
        return target + " " + sign + " " + value(2) + ";";
    }

    private String counted(int depth) {
        String i = "i" + loops++;
        String jump = any(List.of("", "if (" + i + " == 1) { continue; } ", "if (" + value(1) + ") { break; } "));
        return "for (let " + i + " = 0; " + i + " < 3; " + i + "++) { " + jump + statement(depth - 1) + " }";
    }

    private String block(int depth) {
        String inner = "d" + loops++; // Rhino loses a variable that another one of its name hides
        return "{ let " + inner + " = " + value(1) + "; " + statement(depth - 1) + " " + any(NAMES) + " = " + inner
                + "; }";
    }

    private String value(int depth) {
        return depth == 0 || random.nextInt(3) == 0
                ? any(VALUES)
                : "(" + value(depth - 1) + " " + any(OPERATORS) + " " + value(depth - 1) + ")";
    }

    private String any(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
