package ai.genops.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.FunctionCall;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.NewExpression;
import org.mozilla.javascript.ast.PropertyGet;

/// Resolves calls: functions by their names, methods by theirs. Arguments: [ArgumentResolver].
final class CallResolver {
    private final Resolver resolver;
    private final MemberResolver members;
    private final Names names;
    private final String source;
    private final ArgumentResolver argumentResolver;

    CallResolver(Resolver resolver, MemberResolver members, Names names, String source) {
        this.resolver = resolver;
        this.members = members;
        this.names = names;
        this.source = source;
        this.argumentResolver = new ArgumentResolver(resolver, members, names);
    }

    Node call(FunctionCall call) {
        return switch (call.getTarget()) {
            case Name name -> function(call, name, name.getIdentifier());
            case PropertyGet get -> {
                String holder = holder(get);
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

    /// What holds a function of ours, or one that is not here on purpose: `Math`, `console`.
    private @Nullable String holder(PropertyGet get) {
        String holder = members.holder(get.getTarget());
        if (holder == null && get.getTarget() instanceof Name name) {
            String path = name.getIdentifier() + "." + get.getProperty().getIdentifier();
            return Advice.forFunction(path).isEmpty() || names.find(name.getIdentifier()) != null
                    ? null
                    : name.getIdentifier();
        }
        return holder;
    }

    /// `Math.max.apply(null, list)`: called with the elements of an array.
    private @Nullable Node applied(FunctionCall call, PropertyGet get) {
        if (!get.getProperty().getIdentifier().equals("apply")
                || !(get.getTarget() instanceof PropertyGet target)
                || members.holder(target.getTarget()) == null) {
            return null;
        }
        Function function = Functions.find(
                members.holder(target.getTarget()) + "." + target.getProperty().getIdentifier());
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
                || members.holder(maker.getTarget()) == null) {
            return null;
        }
        String function =
                members.holder(maker.getTarget()) + "." + maker.getProperty().getIdentifier();
        String method = get.getProperty().getIdentifier();
        if (InlineLookups.isLookup(function) && method.equals("match")) {
            return new InlineLookups(resolver, names.lookups()).resolve(function, made, call);
        }
        if (function.equals("C.Time.timestampFinder") && method.equals("find")) {
            return timestamp(made, call);
        }
        return null;
    }

    /// The zone goes before the text.
    private Node timestamp(FunctionCall made, FunctionCall call) {
        Node found = called(call, TimeFunctions.FIND_TIMESTAMP);
        if (!(found instanceof Node.Call(var function, var given, int at))) {
            return found;
        }
        List<Node> zone = argumentResolver.resolve(made, false);
        List<Node> all = new ArrayList<>();
        all.add(zone.isEmpty() ? Node.UNDEFINED : zone.getFirst());
        all.addAll(given);
        return new Node.Call(function, all, at);
    }

    private Node function(FunctionCall call, AstNode target, String name) {
        Integer own = target instanceof Name ? names.function(name) : null;
        if (own != null) {
            return new Node.CallLocal(own, argumentResolver.resolve(call, false), resolver.at(call));
        }
        if (target instanceof Name && names.find(name) != null) {
            return resolver.error(call, "`" + name + "` is a value, not a function");
        }
        BuiltIn given = name.equals("Math.random") ? BuiltIn.RANDOM : BuiltIn.find(name + "()");
        if (given != null) {
            return new Node.Given(given);
        }
        Function function = names.isCode() && name.equals("Object.assign") ? assign() : Functions.find(name);
        if (function != null) {
            return called(call, function);
        }
        if (name.equals("RegExp")) {
            return regex(call);
        }
        call.getArguments().forEach(argument -> argumentResolver.resolve(argument, true));
        if (InlineLookups.isLookup(name) || name.equals("C.Time.timestampFinder")) {
            String next = InlineLookups.isLookup(name) ? ".match(value, 'column')" : ".find(text)";
            return resolver.error(target, "`" + name + "(…)` is no value; write " + next + " behind it");
        }
        if (isDefinedHere(name)) {
            return resolver.error(
                    target,
                    "`" + name
                            + "` is not known here: a function is known behind its definition, and cannot call itself");
        }
        String advice = Advice.forCall(name);
        return resolver.error(
                target,
                advice.isEmpty()
                        ? "there is no function `" + name + "`" + names.suggestion(name)
                        : "`" + name + "` is not available: " + advice);
    }

    private boolean isDefinedHere(String name) {
        return names.isCode()
                && Pattern.compile("\\b(function|const|let|var)\\s+" + Pattern.quote(name) + "\\b")
                        .matcher(source)
                        .find();
    }

    private Function assign() {
        names.event().changeInPlace();
        return ListChanges.ASSIGN;
    }

    private Node called(FunctionCall call, Function function) {
        boolean takesFunction =
                function.name().equals("Array.from") || function.name().equals("JSON.stringify");
        List<Node> arguments = argumentResolver.resolve(call, takesFunction);
        if (arguments.size() < function.required() && !hasSpread(arguments)) {
            return resolver.error(call, "`" + function.name() + "` needs " + count(function.required()));
        }
        List<Node> all = new ArrayList<>();
        function.given().forEach(given -> all.add(new Node.Given(given)));
        all.addAll(arguments);
        return new Node.Call(function, all, resolver.at(call));
    }

    /// Then how many there are is not known before it runs.
    private static boolean hasSpread(List<Node> arguments) {
        return arguments.stream().anyMatch(argument -> argument instanceof Node.Spread);
    }

    private static String count(int required) {
        return required == 1 ? "an argument" : required + " arguments";
    }

    /// `RegExp('a+', 'g')`. A pattern that an event could choose would be one that an attacker chooses.
    private Node regex(FunctionCall call) {
        List<Node> arguments = argumentResolver.resolve(call, false);
        List<String> texts = new ArrayList<>();
        for (Node argument : arguments) {
            if (Compiler.compile(argument) instanceof Code.Constant constant) {
                texts.add(Values.text(constant.value()));
            }
        }
        if (texts.isEmpty() || texts.size() < arguments.size()) {
            return resolver.error(call, "the pattern of a regular expression has to be known when this is loaded");
        }
        return resolver.regex(call, texts.getFirst(), texts.size() > 1 ? texts.get(1) : "");
    }

    private Node method(FunctionCall call, PropertyGet get) {
        String name = get.getProperty().getIdentifier();
        int before = resolver.problems().count();
        Node inPlace = members.inChain(get.getTarget());
        boolean isBroken = resolver.problems().count() > before;
        Node object = names.isCode() ? EventNames.changeable(inPlace) : inPlace;
        Type type = object.equals(Node.UNDEFINED) && members.isBroken(get.getTarget()) ? Type.ANY : Types.of(object);
        List<Node> arguments = argumentResolver.resolve(call, true);
        boolean optional = members.isOptional(get.getTarget(), get.getProperty());
        boolean ifThere = isOptionalCall(call);
        Methods methods = names.isCode() ? Methods.ofCode(name) : Methods.find(name);
        if (names.isCode() && ListChanges.TABLE.containsKey(name)) {
            names.event().changeInPlace();
        }
        if (arguments.size() == 1 && arguments.getFirst() instanceof Node.Literal(String pattern) && takesRegex(name)) {
            arguments.set(0, resolver.regex(call, pattern, name.equals("matchAll") ? "g" : ""));
        }
        if (methods == null || (!methods.worksOn(type) && !(optional && type == Type.NOTHING) && !ifThere)) {
            String advice = Advice.forMethod(name);
            if (isBroken) {
                return Node.UNDEFINED; // what it would be called for is wrong, which has been said
            }
            if (!advice.isEmpty()) {
                return resolver.error(get.getProperty(), "`" + name + "` is not available: " + advice);
            }
            String who = type == Type.ANY
                    ? "there is no method `"
                    : "`" + members.text(get.getTarget()) + "` is " + type.words() + ", which has no method `";
            return resolver.error(get.getProperty(), who + name + "`" + DidYouMean.of(name, Methods.namesFor(type)));
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

    Node created(NewExpression created) {
        String name = created.getTarget() instanceof Name target ? target.getIdentifier() : "";
        if (name.equals("RegExp")) {
            return regex(created);
        }
        List<Node> arguments = argumentResolver.resolve(created, true);
        if (name.equals("Set")) {
            return new Node.Call(Functions.NEW_SET, arguments, resolver.at(created));
        }
        if (name.equals("Date")) {
            List<Node> time = arguments.isEmpty() ? List.of(new Node.Given(BuiltIn.NOW)) : arguments;
            return new Node.Call(Functions.NEW_DATE, time, resolver.at(created));
        }
        if (name.equals("Error") && names.isCode()) {
            return error(arguments);
        }
        String advice = Advice.forFunction(name);
        return resolver.error(
                created,
                advice.isEmpty()
                        ? "`new` is available for Date, RegExp and Set only"
                        : "`new " + name + "` is not available: " + advice);
    }

    private static Node error(List<Node> arguments) {
        return new Node.ObjectOf(List.of(
                new Node.Entry(new Node.Literal("name"), new Node.Literal("Error")),
                new Node.Entry(
                        new Node.Literal("message"),
                        arguments.isEmpty() ? new Node.Literal("") : arguments.getFirst())));
    }
}
