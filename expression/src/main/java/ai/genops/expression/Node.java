package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An expression with every name resolved. `at` is a place in the source, where a node can fail on an event.
sealed interface Node {
    Node UNDEFINED = new Literal(null);

    record Literal(@Nullable Object value) implements Node {}

    record Attribute(AttributeName name) implements Node {}

    record ResourceAttribute(AttributeName name) implements Node {}

    record Field(int slot, String name, Type type) implements Node {}

    /// One of [BuiltIn#OWN_NAMES].
    record Own(Key key) implements Node {}

    record Given(BuiltIn builtIn) implements Node {}

    /// A parameter of an arrow function.
    record Local(int slot) implements Node {}

    record Unary(Operator.Unary operator, Node operand) implements Node {}

    /// `lenient`: the rule of filters that a boolean or number equals its own text.
    record Binary(Operator.Binary operator, Node left, Node right, boolean lenient) implements Node {}

    record Logical(Operator.Logical operator, Node left, Node right) implements Node {}

    record Conditional(Node test, Node yes, Node no) implements Node {}

    /// A template literal.
    record Join(List<Node> parts) implements Node {}

    record ArrayOf(List<Element> elements) implements Node {}

    record Element(Node value, boolean spread) {}

    record ObjectOf(List<Entry> entries) implements Node {}

    /// A spread entry has no key.
    record Entry(@Nullable Node key, Node value) {}

    record Member(Node object, Node key, boolean optional, int at) implements Node {}

    record Call(Function function, List<Node> arguments, int at) implements Node {}

    record MethodCall(Node object, Methods methods, List<Node> arguments, boolean optional, int at) implements Node {}

    /// Where an optional chain ends: `?.` before it may have cut it short.
    record Chain(Node chain) implements Node {}

    record Arrow(List<Integer> parameters, Node body) implements Node {}

    /// A function given by its name, as in `map(Number)`.
    record FunctionValue(Function function) implements Node {}
}
