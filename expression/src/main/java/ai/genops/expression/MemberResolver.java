package ai.genops.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.ElementGet;
import org.mozilla.javascript.ast.FunctionCall;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.NewExpression;
import org.mozilla.javascript.ast.PropertyGet;
import org.mozilla.javascript.ast.ReturnStatement;
import org.mozilla.javascript.ast.Spread;
import org.mozilla.javascript.ast.StringLiteral;

/// Resolves `a.b`, `a['b']`, `a?.b` and calls: attributes by their names, functions and methods by theirs.
final class MemberResolver {
    private final Resolver resolver;
    private final Names names;
    private final String source;

    MemberResolver(Resolver resolver, Names names, String source) {
        this.resolver = resolver;
        this.names = names;
        this.source = source;
    }

    Node property(PropertyGet get) {
        return chained(inChain(get), get);
    }

    Node element(ElementGet get) {
        return chained(inChain(get), get);
    }

    Node call(FunctionCall call) {
        return call instanceof NewExpression created ? created(created) : chained(inChain(call), call);
    }

    /// Ends a chain that `?.` may cut short.
    private Node chained(Node node, AstNode ast) {
        return hasOptional(ast) ? new Node.Chain(node) : node;
    }

    private boolean hasOptional(AstNode ast) {
        return switch (ast) {
            case PropertyGet get -> isOptional(get.getTarget(), get.getProperty()) || hasOptional(get.getTarget());
            case ElementGet get -> isOptional(get.getTarget(), get.getElement()) || hasOptional(get.getTarget());
            case NewExpression _ -> false;
            case FunctionCall call -> call.isOptionalCall() || hasOptional(call.getTarget());
            default -> false;
        };
    }

    /// The parser marks everything after a `?.` alike, so the source has to tell.
    private boolean isOptional(AstNode target, AstNode next) {
        int from = resolver.at(target) + target.getLength();
        int to = resolver.at(next);
        return from < to
                && source.substring(from, Math.min(to, source.length())).contains("?.");
    }

    /// A node within a chain: what it is read off is not the end of the chain.
    private Node inChain(AstNode ast) {
        return switch (ast) {
            case PropertyGet get -> get(get);
            case ElementGet get -> get(get);
            case NewExpression created -> created(created);
            case FunctionCall call -> plainCall(call);
            default -> resolver.resolve(ast);
        };
    }

    private Node get(PropertyGet get) {
        String member = get.getProperty().getIdentifier();
        String path = path(get);
        if (path != null) {
            return names.attribute(path);
        }
        if (get.getTarget() instanceof Name name) {
            if (names.isHolder(name.getIdentifier())) {
                return constant(get, name.getIdentifier() + "." + member);
            }
            Node attribute = attribute(name, member);
            if (attribute != null) {
                return attribute;
            }
        }
        return member(get, get.getTarget(), get.getProperty(), new Node.Literal(member));
    }

    private Node get(ElementGet get) {
        if (get.getElement() instanceof StringLiteral key && get.getTarget() instanceof Name name) {
            Node attribute = attribute(name, key.getValue());
            if (attribute != null) {
                return attribute;
            }
        }
        return member(get, get.getTarget(), get.getElement(), resolver.resolve(get.getElement()));
    }

    private Node member(AstNode whole, AstNode target, AstNode next, Node key) {
        Node object = inChain(target);
        boolean optional = isOptional(target, next);
        if (Types.of(object) == Type.NOTHING && !optional && !(object.equals(Node.UNDEFINED) && isBroken(target))) {
            resolver.error(whole, "undefined and null have no members");
        }
        return new Node.Member(object, key, optional, resolver.at(next));
    }

    /// Whether something else is wrong with it, so that it is undefined only for want of better.
    private boolean isBroken(AstNode target) {
        return !(target instanceof Name name && names.find(name.getIdentifier()) != null);
    }

    private Node constant(AstNode ast, String name) {
        Double constant = Functions.constant(name);
        if (constant != null) {
            return new Node.Literal(constant);
        }
        return Functions.find(name) != null
                ? resolver.error(ast, "`" + name + "` is a function: call it")
                : resolver.error(ast, "`" + name + "` is not known" + names.suggestion(name));
    }

    /// `attributes.name` or `resource.name`; null if it is neither.
    private @Nullable Node attribute(Name object, String member) {
        return names.find(object.getIdentifier()) instanceof Node.Given(var builtIn)
                ? switch (builtIn) {
                    case ATTRIBUTES -> names.attribute(member);
                    case RESOURCE -> names.resourceAttribute(member);
                    default -> null;
                }
                : null;
    }

    /// The dotted name if it begins as names of attributes do, else null.
    private @Nullable String path(AstNode ast) {
        if (ast instanceof Name name) {
            return names.isNamespace(name.getIdentifier()) ? name.getIdentifier() : null;
        }
        if (!(ast instanceof PropertyGet get)) {
            return null;
        }
        String before = path(get.getTarget());
        return before == null ? null : before + "." + get.getProperty().getIdentifier();
    }

    private Node plainCall(FunctionCall call) {
        return switch (call.getTarget()) {
            case Name name -> function(call, name, name.getIdentifier());
            case PropertyGet get -> {
                if (get.getTarget() instanceof Name holder && names.isHolder(holder.getIdentifier())) {
                    yield function(
                            call,
                            get,
                            holder.getIdentifier() + "." + get.getProperty().getIdentifier());
                }
                yield method(call, get);
            }
            default -> resolver.error(call, "only functions and methods known by their names can be called");
        };
    }

    private Node function(FunctionCall call, AstNode target, String name) {
        if (target instanceof Name && names.find(name) != null) {
            return resolver.error(call, "`" + name + "` is a value, not a function");
        }
        BuiltIn own = name.equals("Math.random") ? BuiltIn.RANDOM : BuiltIn.find(name + "()");
        if (own != null) {
            return new Node.Given(own);
        }
        Function function = Functions.find(name);
        if (function == null) {
            call.getArguments().forEach(argument -> argument(argument, false));
            return resolver.error(target, "there is no function `" + name + "`" + names.suggestion(name));
        }
        List<Node> arguments = arguments(call, false);
        if (arguments.size() < function.required()) {
            return resolver.error(call, "`" + name + "` needs " + count(function.required()));
        }
        return new Node.Call(function, arguments, resolver.at(call));
    }

    private static String count(int required) {
        return required == 1 ? "an argument" : required + " arguments";
    }

    private Node method(FunctionCall call, PropertyGet get) {
        String name = get.getProperty().getIdentifier();
        Node object = inChain(get.getTarget());
        Type type = object.equals(Node.UNDEFINED) && isBroken(get.getTarget()) ? Type.ANY : Types.of(object);
        List<Node> arguments = arguments(call, true);
        boolean optional = isOptional(get.getTarget(), get.getProperty());
        Methods methods = Methods.find(name);
        if (methods == null || (!methods.worksOn(type) && !(optional && type == Type.NOTHING))) {
            String who = type == Type.ANY
                    ? "there is no method `"
                    : "`" + text(get.getTarget()) + "` is " + type.words() + ", which has no method `";
            return resolver.error(get.getProperty(), who + name + "`" + Suggestions.near(name, Methods.namesFor(type)));
        }
        if (arguments.size() < methods.required()) {
            return resolver.error(get.getProperty(), "`" + name + "` needs " + count(methods.required()));
        }
        return new Node.MethodCall(object, methods, arguments, optional, resolver.at(get.getProperty()));
    }

    private String text(AstNode ast) {
        int from = resolver.at(ast);
        String text = source.substring(from, Math.clamp(from + ast.getLength(), from, source.length()));
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private List<Node> arguments(FunctionCall call, boolean functionsAllowed) {
        List<Node> arguments = new ArrayList<>();
        call.getArguments().forEach(argument -> arguments.add(argument(argument, functionsAllowed)));
        return arguments;
    }

    private Node argument(AstNode argument, boolean functionsAllowed) {
        return switch (argument) {
            case FunctionNode arrow when functionsAllowed -> arrow(arrow);
            case Name name
            when functionsAllowed
                    && names.find(name.getIdentifier()) == null
                    && Functions.find(name.getIdentifier()) != null ->
                new Node.FunctionValue(Functions.find(name.getIdentifier()));
            case Spread spread -> resolver.error(spread, "arguments cannot be spread here");
            default -> resolver.resolve(argument);
        };
    }

    private Node arrow(FunctionNode arrow) {
        AstNode body = null;
        for (org.mozilla.javascript.Node statement : arrow.getBody()) {
            body = body == null && statement instanceof ReturnStatement result ? result.getReturnValue() : null;
        }
        if (arrow.getFunctionType() != FunctionNode.ARROW_FUNCTION || body == null) {
            return resolver.error(arrow, "a function has to be of the form x => expression");
        }
        Map<String, Integer> before = names.enter();
        List<Integer> slots = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (AstNode parameter : arrow.getParams()) {
            if (!(parameter instanceof Name name) || !seen.add(name.getIdentifier()) || arrow.hasRestParameter()) {
                names.leave(before);
                return resolver.error(arrow, "a function's parameters have to be plain names");
            }
            slots.add(names.declare(name.getIdentifier()));
        }
        Node resolved = resolver.resolve(body);
        names.leave(before);
        return new Node.Arrow(slots, resolved);
    }

    private Node created(NewExpression created) {
        String name = created.getTarget() instanceof Name target ? target.getIdentifier() : "";
        List<Node> arguments = arguments(created, false);
        if (name.equals("Date") && arguments.size() < 2) {
            Node time = arguments.isEmpty() ? new Node.Given(BuiltIn.NOW) : arguments.getFirst();
            return new Node.Call(Functions.NEW_DATE, List.of(time), resolver.at(created));
        }
        return resolver.error(created, "`new` is available for Date with at most one argument only");
    }
}
