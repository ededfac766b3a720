package ai.genops.expression;

import ai.genops.event.Event;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns a resolved tree into code. What does not depend on the event is computed here, once.
final class Compiler {
    /// Constants read nothing of the event they are computed with.
    private static final Event NO_EVENT = new Event();

    private Compiler() {}

    static Code compile(Node node) {
        return switch (node) {
            case Node.Literal(var value) -> new Code.Constant(value);
            case Node.Attribute(var name) -> new Reads.Attribute(name);
            case Node.ResourceAttribute(var name) -> new Reads.Resource(name.keys());
            case Node.Field field -> new Reads.Field(field.slot());
            case Node.Own(var key) -> new Reads.Own(key);
            case Node.Given(var builtIn) -> Reads.builtIn(builtIn);
            case Node.WholeEvent whole -> new EventObject.Read(shape(whole, Map.of()));
            case Node.Local(var slot) -> new Reads.Local(slot);
            case Node.Unary(var operator, var operand) -> unary(operator, compile(operand));
            case Node.Binary(var operator, var left, var right, var lenient) ->
                binary(operator, compile(left), compile(right), lenient);
            case Node.Exact(var plain) -> exact(plain);
            case Node.ExactNegation(var operand) -> new Decimals.Negate(compile(operand));
            case Node.Spread(var list) -> new Calls.Spread(compile(list));
            case Node.Logical(var operator, var left, var right) ->
                Choices.logical(operator, compile(left), compile(right));
            case Node.Conditional(var test, var yes, var no) ->
                Choices.conditional(compile(test), compile(yes), compile(no));
            case Node.Join(var parts) ->
                join(parts.stream().map(Compiler::compile).toList());
            case Node.ArrayOf(var elements) ->
                new Structures.ArrayOf(elements.stream()
                        .map(element -> new Structures.Part(compile(element.value()), element.spread()))
                        .toList());
            case Node.ObjectOf(var entries) ->
                new Structures.ObjectOf(entries.stream().map(Compiler::entry).toList());
            case Node.Member member -> member(member);
            case Node.Call(var function, var arguments, var at) -> call(function, codes(arguments), at);
            case Node.MethodCall call -> method(call);
            case Node.Chain(var chain) -> new Calls.EndOfChain(compile(chain));
            case Node.Arrow(var parameters, var parts, var body) ->
                new Calls.Arrow(
                        parameters,
                        parts.stream()
                                .map(part -> new Calls.Part(part.slot(), compile(part.value())))
                                .toList(),
                        compile(body));
            case Node.FunctionValue(var function) -> new Code.Constant((Callback) function::call);
            case Node.Copy(var of) -> new Changes.Copy(compile(of));
            case Node.Made(var of) -> new Changes.Made(compile(of));
            case Node.Assign(var slot, var value) -> new Changes.Assign(slot, compile(value));
            case Node.SetMember(var object, var key, var value, var at) ->
                new Changes.SetMember(compile(object), compile(key), compile(value), at);
            case Node.DeleteMember(var object, var key, var at) ->
                new Changes.DeleteMember(compile(object), compile(key), at);
            case Node.Sequence(var nodes) ->
                new Changes.Sequence(nodes.stream().map(Compiler::compile).toList());
            case Node.Body(var statement) -> new Steps.Body(Steps.compile(statement));
            case Node.CallLocal(var slot, var arguments, var at) ->
                new Calls.OfLocal(slot, List.of(codes(arguments)), at);
        };
    }

    /// @param places where code has the names that its source tells
    static EventObject.Shape shape(Node.WholeEvent whole, Map<String, EventObject.Place> places) {
        Map<String, Code> known = HashMap.newHashMap(whole.known().size());
        whole.known().forEach((name, node) -> known.put(name, compile(node)));
        return new EventObject.Shape(Map.copyOf(known), whole.fields(), places);
    }

    /// The text of a key that is the same for every event; null for one that only the event tells.
    static @Nullable String constantKey(Node key) {
        return compile(key) instanceof Code.Constant constant ? Values.text(constant.value()) : null;
    }

    private static Code unary(Operator.Unary operator, Code operand) {
        return folded(Arithmetic.unary(operator, operand), operand);
    }

    private static Code binary(Operator.Binary operator, Code left, Code right, boolean lenient) {
        if (operator.isEquality()) {
            return folded(Comparisons.equality(operator, left, right, lenient), left, right);
        }
        if (operator.isOrder()) {
            return folded(Comparisons.order(operator, left, right), left, right);
        }
        return operator == Operator.Binary.IN
                ? new In(left, right)
                : folded(Arithmetic.binary(operator, left, right), left, right);
    }

    private static Code exact(Node.Binary plain) {
        Code left = compile(plain.left());
        Code right = compile(plain.right());
        return folded(new Decimals.Operate(plain.operator(), left, right, plain.lenient()), left, right);
    }

    /// What an operator gives for two values.
    static @Nullable Object apply(
            Operator.Binary operator, @Nullable Object left, @Nullable Object right, boolean lenient, Locals locals) {
        return binary(operator, new Code.Constant(left), new Code.Constant(right), lenient)
                .value(NO_EVENT, locals);
    }

    private record In(Code key, Code object) implements Code.Logical {
        @Override
        public boolean test(Event event, Locals locals) {
            Object name = key.value(event, locals);
            Object value = object.value(event, locals);
            if (!Values.isObject(value)) {
                throw new EvaluationException("`in` needs an object, found " + Arguments.describe(value));
            }
            return Members.has(value, name);
        }
    }

    private static Code join(List<Code> parts) {
        return folded(new Structures.Join(parts), parts.toArray(Code[]::new));
    }

    private static Structures.Entry entry(Node.Entry entry) {
        Node key = entry.key();
        return new Structures.Entry(key == null ? null : compile(key), compile(entry.value()));
    }

    private static Code member(Node.Member member) {
        Code key = compile(member.key());
        if (member.object() instanceof Node.Given(var builtIn)
                && (builtIn == BuiltIn.ATTRIBUTES || builtIn == BuiltIn.RESOURCE)) {
            return new Reads.AttributeNamedBy(key, builtIn == BuiltIn.RESOURCE);
        }
        return new Calls.Member(compile(member.object()), key, member.optional(), member.at());
    }

    private static Code method(Node.MethodCall call) {
        Code object = compile(call.object());
        Code[] arguments = codes(call.arguments());
        Code method = Calls.method(object, call.methods(), arguments, call.optional(), call.ifThere(), call.at());
        return folded(
                method,
                Stream.concat(Stream.of(object), Arrays.stream(arguments)).toArray(Code[]::new));
    }

    private static Code call(Function function, Code[] arguments, int at) {
        return folded(Calls.function(function, arguments, at), arguments);
    }

    private static Code[] codes(List<Node> nodes) {
        return nodes.stream().map(Compiler::compile).toArray(Code[]::new);
    }

    /// The code itself, or its value if that is the same for every event. What fails is left to fail on events, where
    /// it may never be reached.
    private static Code folded(Code code, Code... parts) {
        if (!Arrays.stream(parts).allMatch(part -> part instanceof Code.Constant)) {
            return code;
        }
        try {
            Object value = code.value(NO_EVENT, Locals.NONE);
            return isShareable(value) ? new Code.Constant(value) : code;
        } catch (EvaluationException e) {
            return code;
        }
    }

    private static boolean isShareable(@Nullable Object value) {
        return !(value instanceof List<?>) && !(value instanceof Map<?, ?>);
    }
}
