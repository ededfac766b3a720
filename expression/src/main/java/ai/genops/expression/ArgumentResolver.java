package ai.genops.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.FunctionCall;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.PropertyGet;

/// Resolves the arguments of calls, which unlike other values may be functions and `...list`.
final class ArgumentResolver {
    private final Resolver resolver;
    private final MemberResolver members;
    private final Names names;

    ArgumentResolver(Resolver resolver, MemberResolver members, Names names) {
        this.resolver = resolver;
        this.members = members;
        this.names = names;
    }

    List<Node> resolve(FunctionCall call, boolean functionsAllowed) {
        List<Node> arguments = new ArrayList<>();
        call.getArguments().forEach(argument -> arguments.add(resolve(argument, functionsAllowed)));
        return arguments;
    }

    Node resolve(AstNode argument, boolean functionsAllowed) {
        return switch (argument) {
            case FunctionNode spread
            when resolver.isSpread(spread) ->
                new Node.Spread(resolver.resolve(Objects.requireNonNull(Parameters.body(spread))));
            case FunctionNode arrow when functionsAllowed -> Parameters.arrow(arrow, resolver, names);
            case Name name when functionsAllowed -> functionOrValue(name, name.getIdentifier());
            case PropertyGet get
            when functionsAllowed && members.holder(get.getTarget()) != null ->
                functionOrValue(
                        get,
                        members.holder(get.getTarget()) + "."
                                + get.getProperty().getIdentifier());
            default -> resolver.resolve(argument);
        };
    }

    /// A function by its name, as in `map(Number)`, or an ordinary value.
    private Node functionOrValue(AstNode ast, String name) {
        Integer own = ast instanceof Name ? names.function(name) : null;
        if (own != null) {
            return new Node.Local(own);
        }
        Function function = names.find(name) == null ? Functions.find(name) : null;
        return function == null || !function.given().isEmpty()
                ? resolver.resolve(ast)
                : new Node.FunctionValue(function);
    }
}
