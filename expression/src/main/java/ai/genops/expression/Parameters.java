package ai.genops.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.Token;
import org.mozilla.javascript.ast.AbstractObjectProperty;
import org.mozilla.javascript.ast.ArrayLiteral;
import org.mozilla.javascript.ast.Assignment;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.EmptyExpression;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.ObjectLiteral;
import org.mozilla.javascript.ast.ObjectProperty;
import org.mozilla.javascript.ast.ReturnStatement;
import org.mozilla.javascript.ast.Spread;
import org.mozilla.javascript.ast.SpreadObjectProperty;

/// Resolves a function given as an argument: `x => expression`, with parameters that are names or take arrays and
/// objects apart, as in `([name, value]) => …` and `({price}) => …`, and what a declaration takes apart.
final class Parameters {
    private final Resolver resolver;
    private final Names names;
    private final List<Node.Part> parts = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private Parameters(Resolver resolver, Names names) {
        this.resolver = resolver;
        this.names = names;
    }

    static Node arrow(FunctionNode arrow, Resolver resolver, Names names) {
        AstNode body = body(arrow);
        boolean statements = body == null && names.isCode() && !arrow.isGenerator() && !arrow.isMethod();
        if (body == null && !statements) {
            return resolver.error(arrow, "a function has to be of the form x => expression");
        }
        names.useArrow();
        Map<String, Names.Declared> before = names.enter();
        var parameters = new Parameters(resolver, names);
        List<Integer> slots = parameters.slots(arrow);
        if (slots == null) {
            names.leave(before);
            return resolver.error(arrow, "a function's parameters have to be names, or of the form [a, b] or {a, b}");
        }
        Node resolved =
                body == null ? new Node.Body(new StatementResolver(resolver).body(arrow)) : resolver.resolve(body);
        names.leave(before);
        return new Node.Arrow(slots, List.copyOf(parameters.parts), resolved);
    }

    /// Declares the names of a pattern, as of `const [a, b] = …`; their parts of `whole`, or null if it is
    /// none.
    static @Nullable List<Node.Part> apart(AstNode pattern, Node whole, Resolver resolver) {
        var parameters = new Parameters(resolver, resolver.names());
        return parameters.apart(pattern, whole) ? List.copyOf(parameters.parts) : null;
    }

    static @Nullable AstNode body(FunctionNode arrow) {
        org.mozilla.javascript.Node only = arrow.getBody().getFirstChild();
        AstNode body =
                only instanceof ReturnStatement result && only.getNext() == null ? result.getReturnValue() : null;
        return arrow.isGenerator() || arrow.isMethod() ? null : body;
    }

    private @Nullable List<Integer> slots(FunctionNode arrow) {
        List<Integer> slots = new ArrayList<>();
        for (AstNode parameter : arrow.getParams()) {
            AstNode value = defaultOf(arrow, slots.size());
            Node resolved = value == null ? null : resolver.resolve(value);
            int slot = names.declare(parameter instanceof Name name ? name.getIdentifier() : " " + slots.size());
            slots.add(slot);
            if (resolved != null) {
                parts.add(new Node.Part(slot, given(new Node.Local(slot), resolved)));
            }
            boolean known = parameter instanceof Name name
                    ? seen.add(name.getIdentifier())
                    : apart(parameter, new Node.Local(slot));
            if (!known) {
                return null;
            }
        }
        return arrow.hasRestParameter() ? null : slots;
    }

    /// What a parameter is where none is given: the parser keeps these by themselves, and what it calls patterns is
    /// its own affair, so it is the one that begins before the next parameter; null if nothing is said.
    private static @Nullable AstNode defaultOf(FunctionNode function, int parameter) {
        List<AstNode> all = function.getParams();
        int from = all.get(parameter).getAbsolutePosition();
        int to = parameter + 1 < all.size() ? all.get(parameter + 1).getAbsolutePosition() : Integer.MAX_VALUE;
        return defaults(function)
                .filter(value -> value.getAbsolutePosition() > from && value.getAbsolutePosition() < to)
                .findFirst()
                .orElse(null);
    }

    /// Those of names, which take turns with them, and those of patterns.
    private static Stream<AstNode> defaults(FunctionNode function) {
        List<Object> names = function.getDefaultParams();
        List<org.mozilla.javascript.Node[]> patterns = function.getDestructuringRvalues();
        return Stream.concat(
                        names == null ? Stream.empty() : names.stream(),
                        patterns == null ? Stream.empty() : patterns.stream().map(pair -> pair[1]))
                .filter(AstNode.class::isInstance)
                .map(AstNode.class::cast);
    }

    /// A parameter, or its default where it is `undefined`; `null` is given.
    private static Node given(Node parameter, Node otherwise) {
        Node isMissing = new Node.Binary(Operator.Binary.SAME, parameter, Node.UNDEFINED, false);
        return new Node.Conditional(isMissing, otherwise, parameter);
    }

    /// Gives each name of a pattern its part of `whole`; whether the pattern is one.
    private boolean apart(AstNode pattern, Node whole) {
        return switch (pattern) {
            case Name name -> {
                boolean isNew = seen.add(name.getIdentifier());
                parts.add(new Node.Part(names.declare(name.getIdentifier()), whole));
                yield isNew;
            }
            case ArrayLiteral array -> {
                boolean known = true;
                for (int i = 0; i < array.getElements().size(); i++) {
                    AstNode element = array.getElements().get(i);
                    Node index = new Node.Literal((double) i);
                    known &= switch (element) {
                        case EmptyExpression _ -> true;
                        case Spread rest ->
                            i == array.getElements().size() - 1
                                    && apart(rest.getExpression(), from(whole, index, resolver.at(rest)));
                        default -> apart(element, member(whole, index, element));
                    };
                }
                yield known;
            }
            case ObjectLiteral object -> members(object.getElements(), whole);
            case Assignment part
            when part.getType() == Token.ASSIGN -> {
                int slot = names.place();
                parts.add(new Node.Part(slot, given(whole, resolver.resolve(part.getRight()))));
                yield apart(part.getLeft(), new Node.Local(slot));
            }
            default -> false;
        };
    }

    private boolean members(List<AbstractObjectProperty> members, Node whole) {
        boolean known = true;
        List<Node> keys = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            AbstractObjectProperty element = members.get(i);
            if (element instanceof ObjectProperty property && !property.isMethod()) {
                Node key = Literals.key(resolver, property.getKey());
                keys.add(key);
                known &= apart(property.getValue(), member(whole, key, property.getKey()));
            } else {
                known &= element instanceof SpreadObjectProperty rest
                        && i == members.size() - 1
                        && apart(rest.getSpreadNode().getExpression(), without(whole, keys, resolver.at(rest)));
            }
        }
        return known;
    }

    private Node member(Node whole, Node key, AstNode at) {
        return new Node.Member(whole, key, false, resolver.at(at));
    }

    /// The elements of an array from one on.
    private static Node from(Node whole, Node index, int at) {
        return new Node.MethodCall(
                whole, Objects.requireNonNull(Methods.find("slice")), List.of(index), false, false, at);
    }

    /// The members of an object but those that were taken.
    private Node without(Node whole, List<Node> keys, int at) {
        int slot = names.place();
        List<Node> steps = new ArrayList<>();
        steps.add(new Node.Assign(slot, new Node.ObjectOf(List.of(new Node.Entry(null, whole)))));
        keys.forEach(key -> steps.add(new Node.DeleteMember(new Node.Local(slot), key, at)));
        steps.add(new Node.Local(slot));
        return new Node.Sequence(steps);
    }
}
