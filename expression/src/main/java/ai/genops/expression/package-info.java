/// Compiles the JavaScript that pipelines are written in: text, parsed by Rhino's parser, becomes a tree in which
/// every name is resolved, becomes code that reads an event. Rhino's engine takes no part at run time.
///
/// Code ([Script]) is statements that set names of an event; what it is made of are expressions.
///
/// Starting points, in the order of flow: [Expression#compile] and [Template] with a [Scope] of known names;
/// [Syntax] parses; [Resolver] (with [MemberResolver] and [Names]) makes a [Node]; [Types] and [Lint] look at
/// it; [Compiler] makes [Code] of it, which calls [Functions] and [Methods] on [Values]; money is [Decimals].
/// Of a [Script] it is [StatementResolver] (with [Declarations], [Assignments] and [EventNames]) that makes a
/// [Statement], and [Steps] what runs. What is taken from the configuration around it comes by [Surroundings].
/// What an event can blow up is in [Limits].
///
/// A function is a line in a table: [MathFunctions], [ObjectFunctions], [MaskFunctions] and the like; so is a
/// method. What is not there on purpose is in [Advice]. Each has an example in docs/expressions.md, which a
/// test runs.
///
/// Where it differs from JavaScript on purpose:
/// - In expressions no statements, assignments or functions other than `x => expression` as arguments; in
///   code too no classes, `this` and `eval`, and functions are known only behind what defines them, so that
///   none calls itself.
/// - `Date.now()` and `new Date()` are the time the log took the event, `Math.random()` follows from its place there.
///   Dates are UTC, and read from ISO 8601 text only.
/// - A dotted path that begins as attributes' names do (`genops.cost.total`) is that attribute.
/// - `attributes['x']` also finds an attribute under its aliases and on the resource.
/// - In filters a boolean equals its own text: `true == 'true'`.
/// - Whole-number attributes beyond 2^53 keep all digits when they pass through or become text.
/// - Undefined and null leave a field unset, so a field reads as undefined where null was given.
/// - In expressions `sort` and `reverse` give a new array. Members of objects keep their order, numbers too.
/// - Arguments cannot be spread; `f.apply(null, list)` for functions. Iterators are arrays.
/// - The text of a `RegExp` has to be known when it is compiled, and `{n}` is at most 1,000.
/// - Regular expressions do not remember a last match (`test` with the flag `g`), a reference to a group that took no
///   part does not match, and surrogate pairs are one character. `localeCompare` compares code units.
/// - `a?.b.c` fails if `a.b` is undefined, as the standard has it (Rhino's engine gives undefined).
@NullMarked
package ai.genops.expression;

import org.jspecify.annotations.NullMarked;
