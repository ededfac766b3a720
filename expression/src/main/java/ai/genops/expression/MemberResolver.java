package ai.genops.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.ElementGet;
import org.mozilla.javascript.ast.FunctionCall;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.NewExpression;
import org.mozilla.javascript.ast.PropertyGet;
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
        String holder = holder(get.getTarget());
        if (holder != null) {
            return constant(get, holder + "." + member);
        }
        if (get.getTarget() instanceof Name name) {
            Node attribute = attribute(name, member);
            if (attribute != null) {
                return attribute;
            }
        }
        return member(get, get.getTarget(), get.getProperty(), new Node.Literal(member));
    }

    /// `Math`, `C.Time`: the name of what holds functions and constants; null for anything else.
    private @Nullable String holder(AstNode ast) {
        return switch (ast) {
            case Name name -> names.isHolder(name.getIdentifier()) ? name.getIdentifier() : null;
            case PropertyGet get -> {
                String before = holder(get.getTarget());
                String path = before + "." + get.getProperty().getIdentifier();
                yield before != null && Functions.HOLDERS.contains(path) ? path : null;
            }
            default -> null;
        };
    }

    private Node get(ElementGet get) {
        String holder = holder(get.getTarget());
        if (holder != null && get.getElement() instanceof StringLiteral key) {
            return constant(get, holder + "." + key.getValue());
        }
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
        if (key instanceof Node.Literal(String name) && next instanceof Name) {
            memberIsThere(target, next, Types.of(object), name);
        }
        return new Node.Member(object, key, optional, resolver.at(next));
    }

    /// Texts and arrays have a length, numbers and booleans have nothing but methods.
    private void memberIsThere(AstNode target, AstNode next, Type type, String name) {
        boolean hasLength = type == Type.TEXT || type == Type.LIST;
        if ((!hasLength && type != Type.NUMBER && type != Type.BOOLEAN) || (hasLength && name.equals("length"))) {
            return;
        }
        String who = "`" + text(target) + "` is " + type.words() + ", which has no member `" + name + "`";
        boolean isMethod = Methods.namesFor(type).contains(name);
        resolver.error(
                next,
                who
                        + (isMethod
                                ? "; to call the method, write " + name + "()"
                                : Suggestions.near(name, hasLength ? List.of("length") : List.of())));
    }

    /// Whether something else is wrong with it, so that it is undefined only for want of better.
    private boolean isBroken(AstNode target) {
        return !(target instanceof Name name && names.find(name.getIdentifier()) != null);
    }

    private Node constant(AstNode ast, String name) {
        Node constant = names.constant(name);
        if (constant != null) {
            return constant;
        }
        if (Functions.find(name) != null) {
            return resolver.error(ast, "`" + name + "` is a function: call it");
        }
        if (Functions.HOLDERS.contains(name)) {
            return resolver.error(ast, "`" + name + "` is no value; use what it holds, as in " + name + ".…");
        }
        String where = name.startsWith("C.env.")
                ? ": the configuration lets expressions read no environment variable of that name"
                : "";
        return resolver.error(ast, "`" + name + "` is not known" + where + names.suggestion(name));
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
                String holder = holder(get.getTarget());
                Node inline = holder == null ? inline(call, get) : null;
                Node applied = holder == null && inline == null ? applied(call, get) : null;
                if (applied != null) {
                    yield applied;
                }
                if (holder != null) {
                    yield function(call, get, holder + "." + get.getProperty().getIdentifier());
                }
                yield inline == null ? method(call, get) : inline;
            }
            default -> resolver.error(call, "only functions and methods known by their names can be called");
        };
    }

    /// `Math.max.apply(null, list)`: called with the elements of an array.
    private @Nullable Node applied(FunctionCall call, PropertyGet get) {
        if (!get.getProperty().getIdentifier().equals("apply")
                || !(get.getTarget() instanceof PropertyGet target)
                || holder(target.getTarget()) == null) {
            return null;
        }
        Function function = Functions.find(
                holder(target.getTarget()) + "." + target.getProperty().getIdentifier());
        if (function == null || call.getArguments().size() != 2) {
            return null;
        }
        Node list = resolver.resolve(call.getArguments().get(1));
        return new Node.Call(function, List.of(new Node.Spread(list)), resolver.at(call));
    }

    /// `C.Lookup(…).match(…)` and `C.Time.timestampFinder().find(…)`: two calls that are one function.
    private @Nullable Node inline(FunctionCall call, PropertyGet get) {
        if (!(get.getTarget() instanceof FunctionCall made)
                || !(made.getTarget() instanceof PropertyGet maker)
                || holder(maker.getTarget()) == null) {
            return null;
        }
        String function = holder(maker.getTarget()) + "." + maker.getProperty().getIdentifier();
        String method = get.getProperty().getIdentifier();
        if (InlineLookups.isLookup(function) && method.equals("match")) {
            return new InlineLookups(resolver, names.lookups()).resolve(function, made, call);
        }
        if (function.equals("C.Time.timestampFinder") && method.equals("find")) {
            return called(call, TimeFunctions.FIND_TIMESTAMP);
        }
        return null;
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
        if (function != null) {
            return called(call, function);
        }
        if (name.equals("RegExp")) {
            return regex(call);
        }
        call.getArguments().forEach(argument -> argument(argument, true));
        if (InlineLookups.isLookup(name) || name.equals("C.Time.timestampFinder")) {
            String next = InlineLookups.isLookup(name) ? ".match(value, 'column')" : ".find(text)";
            return resolver.error(target, "`" + name + "(…)` is no value; write " + next + " behind it");
        }
        String advice = Advice.forFunction(name);
        return resolver.error(
                target,
                advice.isEmpty()
                        ? "there is no function `" + name + "`" + names.suggestion(name)
                        : "`" + name + "` is not available: " + advice);
    }

    private Node called(FunctionCall call, Function function) {
        boolean takesFunction =
                function.name().equals("Array.from") || function.name().equals("JSON.stringify");
        List<Node> arguments = arguments(call, takesFunction);
        if (arguments.size() < function.required() && !hasSpread(arguments)) {
            return resolver.error(call, "`" + function.name() + "` needs " + count(function.required()));
        }
        List<Node> all = new ArrayList<>();
        function.given().forEach(given -> all.add(new Node.Given(given)));
        all.addAll(arguments);
        return new Node.Call(function, all, resolver.at(call));
    }

    private static boolean hasSpread(List<Node> arguments) {
        return arguments.stream().anyMatch(argument -> argument instanceof Node.Spread);
    }

    /// `RegExp('a+', 'g')`. A pattern that an event could choose would be one that an attacker chooses.
    private Node regex(FunctionCall call) {
        List<Node> arguments = arguments(call, false);
        List<String> texts = new ArrayList<>();
        for (Node argument : arguments) {
            if (Compiler.compile(argument) instanceof Code.Constant constant) {
                texts.add(Values.text(constant.value));
            }
        }
        if (texts.isEmpty() || texts.size() < arguments.size()) {
            return resolver.error(call, "the pattern of a regular expression has to be known when this is loaded");
        }
        return resolver.regex(call, texts.getFirst(), texts.size() > 1 ? texts.get(1) : "");
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
        boolean ifThere = isOptionalCall(call);
        Methods methods = Methods.find(name);
        if (arguments.size() == 1 && arguments.getFirst() instanceof Node.Literal(String pattern) && takesRegex(name)) {
            arguments.set(0, resolver.regex(call, pattern, name.equals("matchAll") ? "g" : ""));
        }
        if (methods == null || (!methods.worksOn(type) && !(optional && type == Type.NOTHING) && !ifThere)) {
            String advice = Advice.forMethod(name);
            if (!advice.isEmpty()) {
                return resolver.error(get.getProperty(), "`" + name + "` is not available: " + advice);
            }
            String who = type == Type.ANY
                    ? "there is no method `"
                    : "`" + text(get.getTarget()) + "` is " + type.words() + ", which has no method `";
            return resolver.error(get.getProperty(), who + name + "`" + Suggestions.near(name, Methods.namesFor(type)));
        }
        if (arguments.size() < methods.required() && !hasSpread(arguments)) {
            return resolver.error(get.getProperty(), "`" + name + "` needs " + count(methods.required()));
        }
        return new Node.MethodCall(object, methods, arguments, optional, ifThere, resolver.at(get.getProperty()));
    }

    private static boolean takesRegex(String method) {
        return method.equals("match") || method.equals("matchAll") || method.equals("search");
    }

    /// Whether `?.` stands before the parenthesis.
    private boolean isOptionalCall(FunctionCall call) {
        int from = resolver.at(call.getTarget()) + call.getTarget().getLength();
        int to = resolver.at(call) + Math.max(0, call.getLp());
        return from < to
                && source.substring(from, Math.min(to, source.length())).contains("?.");
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
            case FunctionNode arrow when functionsAllowed -> Parameters.arrow(arrow, resolver, names);
            case Name name when functionsAllowed -> functionOrValue(name, name.getIdentifier());
            case PropertyGet get
            when functionsAllowed && holder(get.getTarget()) != null ->
                functionOrValue(
                        get, holder(get.getTarget()) + "." + get.getProperty().getIdentifier());
            case Spread spread -> new Node.Spread(resolver.resolve(spread.getExpression()));
            default -> resolver.resolve(argument);
        };
    }

    /// A function by its name, as in `map(Number)`, or an ordinary value.
    private Node functionOrValue(AstNode ast, String name) {
        Function function = names.find(name) == null ? Functions.find(name) : null;
        return function == null || !function.given().isEmpty()
                ? resolver.resolve(ast)
                : new Node.FunctionValue(function);
    }

    private Node created(NewExpression created) {
        String name = created.getTarget() instanceof Name target ? target.getIdentifier() : "";
        if (name.equals("RegExp")) {
            return regex(created);
        }
        List<Node> arguments = arguments(created, true);
        if (name.equals("Date")) {
            List<Node> time = arguments.isEmpty() ? List.of(new Node.Given(BuiltIn.NOW)) : arguments;
            return new Node.Call(Functions.NEW_DATE, time, resolver.at(created));
        }
        String advice = Advice.forFunction(name);
        return resolver.error(
                created,
                advice.isEmpty()
                        ? "`new` is available for Date and RegExp only"
                        : "`new " + name + "` is not available: " + advice);
    }
}
