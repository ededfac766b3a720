package ai.genops.search.spl;

import java.util.List;

/// An expression of `eval`, `where` and `stats count(eval(...))`, as written. `at` is its place in the query's
/// text.
public sealed interface Eval {
    int at();

    record Text(String value, int at) implements Eval {}

    record Num(double value, int at) implements Eval {}

    /// A field. Without quotes it can hold dots: `a.b` may be one field or two to be joined, see
    /// [ai.genops.search.function.Names].
    record Name(String text, boolean quoted, int at) implements Eval {}

    /// Several conditions: `and` or `or` between all of them.
    record Logic(String word, List<Eval> conditions, int at) implements Eval {}

    /// `xor = != < <= > >= like + - * / % .`; of several in a row those before the last are `left`.
    record Binary(String operator, Eval left, Eval right, int at) implements Eval {}

    record Not(Eval value, int at) implements Eval {}

    record Negative(Eval value, int at) implements Eval {}

    record In(Eval value, List<Eval> options, int at) implements Eval {}

    /// What the search in brackets stands for.
    record Subsearch(int at) implements Eval {}

    record Apply(String function, List<Eval> args, int at) implements Eval {}
}
