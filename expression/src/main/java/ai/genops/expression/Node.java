package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Key;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An expression with every name resolved. `at` is a place in the source, where a node can fail on an event.
sealed interface Node {
    Node UNDEFINED = new Literal(null);

    record Literal(@Nullable Object value) implements Node {}

    record Attribute(AttributeName name) implements Node {}

    record ResourceAttribute(AttributeName name) implements Node {}

    record Field(int slot, String name, Type type) implements Node {}

    /// One of [ai.genops.event.Own].
    record Own(Key key) implements Node {}

    record Given(BuiltIn builtIn) implements Node {}

    /// `__e` alone: what of its members is known, and which of those are fields.
    record WholeEvent(Map<String, Node> known, Set<String> fields) implements Node {}

    /// A parameter of an arrow function.
    record Local(int slot) implements Node {}

    record Unary(Operator.Unary operator, Node operand) implements Node {}

    /// `lenient`: the rule of filters that a boolean or number equals its own text.
    record Binary(Operator.Binary operator, Node left, Node right, boolean lenient) implements Node {}

    /// The operator within an expression that makes decimals, where either side may be one.
    record Exact(Binary plain) implements Node {}

    record ExactNegation(Node operand) implements Node {}

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

    /// An argument that stands for all elements of an array.
    record Spread(Node list) implements Node {}

    /// `optional`: called as `a?.b()`, `ifThere`: called as `a.b?.()`.
    record MethodCall(Node object, Methods methods, List<Node> arguments, boolean optional, boolean ifThere, int at)
            implements Node {}

    /// Where an optional chain ends: `?.` before it may have cut it short.
    record Chain(Node chain) implements Node {}

    /// `parts` take parameters that are arrays or objects apart, in this order.
    record Arrow(List<Integer> parameters, List<Part> parts, Node body) implements Node {}

    /// A part of a parameter, with a name and so a place of its own.
    record Part(int slot, Node value) {}

    /// A function given by its name, as in `map(Number)`.
    record FunctionValue(Function function) implements Node {}

    /// A value of the event, of which code gets a copy that it may change.
    record Copy(Node of) implements Node {}

    /// What a function or method of ours gave, as an array or object that code may change.
    record Made(Node of) implements Node {}

    /// Sets a place among the locals; gives the value.
    record Assign(int slot, Node value) implements Node {}

    /// `object[key] = value`.
    record SetMember(Node object, Node key, Node value, int at) implements Node {}

    /// `delete object[key]`.
    record DeleteMember(Node object, Node key, int at) implements Node {}

    /// One after the other; gives the last.
    record Sequence(List<Node> nodes) implements Node {}

    /// The statements of a function; gives what they return.
    record Body(Statement statement) implements Node {}

    /// Calls a function that the code defines.
    record CallLocal(int slot, List<Node> arguments, int at) implements Node {}
}
