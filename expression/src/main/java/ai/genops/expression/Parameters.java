package ai.genops.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.AbstractObjectProperty;
import org.mozilla.javascript.ast.ArrayLiteral;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.EmptyExpression;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.ObjectLiteral;
import org.mozilla.javascript.ast.ObjectProperty;
import org.mozilla.javascript.ast.ReturnStatement;

/// Resolves a function given as an argument: `x => expression`, with parameters that are names or take arrays and
/// objects apart, as in `([name, value]) => …` and `({price}) => …`.
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
            int slot = names.declare(parameter instanceof Name name ? name.getIdentifier() : " " + slots.size());
            slots.add(slot);
            boolean known = parameter instanceof Name name
                    ? seen.add(name.getIdentifier())
                    : apart(parameter, new Node.Local(slot));
            if (!known) {
                return null;
            }
        }
        return arrow.hasRestParameter() || arrow.getDefaultParams() != null ? null : slots;
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
                    known &= element instanceof EmptyExpression || apart(element, member(whole, (double) i, element));
                }
                yield known;
            }
            case ObjectLiteral object -> {
                boolean known = true;
                for (AbstractObjectProperty element : object.getElements()) {
                    known &= element instanceof ObjectProperty property
                            && property.getKey() instanceof Name key
                            && apart(property.getValue(), member(whole, key.getIdentifier(), key));
                }
                yield known;
            }
            default -> false;
        };
    }

    private Node member(Node whole, Object key, AstNode at) {
        return new Node.Member(whole, new Node.Literal(key), false, resolver.at(at));
    }
}
