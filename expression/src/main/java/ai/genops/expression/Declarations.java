package ai.genops.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.VariableDeclaration;
import org.mozilla.javascript.ast.VariableInitializer;

/// Declares the variables, constants and functions of code. A function is known only behind what defines it,
/// and not within: so none can call itself, and time has a bound.
final class Declarations {
    private final Resolver resolver;
    private final Names names;

    Declarations(Resolver resolver) {
        this.resolver = resolver;
        this.names = resolver.names();
    }

    /// Makes the names of `var` known in all of a function, but not in functions within.
    void hoist(FunctionNode function) {
        Syntax.visit(function.getBody(), node -> {
            if (node instanceof VariableDeclaration declaration && declaration.isVar()) {
                for (VariableInitializer variable : declaration.getVariables()) {
                    if (variable.getTarget() instanceof Name name) {
                        names.declare(name.getIdentifier());
                    }
                }
            }
            return !(node instanceof FunctionNode);
        });
    }

    Statement declare(VariableDeclaration declaration) {
        List<Statement> statements = new ArrayList<>();
        for (VariableInitializer variable : declaration.getVariables()) {
            Statement set = variable.getTarget() instanceof Name name
                    ? variable(name, variable.getInitializer(), declaration)
                    : apart(variable);
            statements.add(set);
        }
        return new Statement.Block(statements);
    }

    private Statement variable(Name name, @Nullable AstNode value, VariableDeclaration declaration) {
        String text = name.getIdentifier();
        if (value instanceof FunctionNode function && !resolver.isSpread(function)) {
            return function(text, function);
        }
        if (value == null && declaration.isVar()) {
            return new Statement.Block(List.of());
        }
        Node given = value == null ? Node.UNDEFINED : resolver.resolve(value);
        Names.Declared before = names.declared(text);
        int slot = declaration.isVar() && before != null
                ? before.slot()
                : names.declare(text, declaration.isConst() ? Names.Kind.CONSTANT : Names.Kind.VARIABLE);
        return new Statement.Evaluate(new Node.Assign(slot, given));
    }

    /// `const [a, b] = …`, `const {a, b} = …`.
    private Statement apart(VariableInitializer variable) {
        AstNode value = variable.getInitializer();
        Node whole = value == null ? Node.UNDEFINED : resolver.resolve(value);
        int slot = names.place();
        List<Node.Part> parts = Parameters.apart(variable.getTarget(), new Node.Local(slot), resolver);
        if (parts == null) {
            return new Statement.Evaluate(resolver.error(
                    variable,
                    "what is taken apart has to be of the form [a, b] or {a, b}, each name once, `...` last"));
        }
        List<Node> set = new ArrayList<>();
        set.add(new Node.Assign(slot, whole));
        parts.forEach(part -> set.add(new Node.Assign(part.slot(), part.value())));
        return new Statement.Evaluate(new Node.Sequence(set));
    }

    /// `function name(…) {…}`.
    Statement function(FunctionNode function) {
        Name name = function.getFunctionName();
        return name == null
                ? new Statement.Evaluate(resolver.error(function, "this function has no name to call it by"))
                : function(name.getIdentifier(), function);
    }

    private Statement function(String name, FunctionNode function) {
        Node arrow = Parameters.arrow(function, resolver, names);
        return new Statement.Evaluate(new Node.Assign(names.declare(name, Names.Kind.FUNCTION), arrow));
    }

    /// Declares what a loop calls each element, which is at `slot`; the parts of it, or null for what is no
    /// name.
    @Nullable
    List<Node.Part> element(AstNode iterator, int slot) {
        Node whole = new Node.Local(slot);
        if (iterator instanceof VariableDeclaration declaration) {
            AstNode target = declaration.getVariables().getFirst().getTarget();
            return declaration.isVar() && target instanceof Name name
                    ? known(name, whole)
                    : Parameters.apart(target, whole, resolver);
        }
        return iterator instanceof Name name ? known(name, whole) : null;
    }

    private @Nullable List<Node.Part> known(Name name, Node whole) {
        Names.Declared declared = names.declared(name.getIdentifier());
        return declared == null || declared.kind() != Names.Kind.VARIABLE
                ? null
                : List.of(new Node.Part(declared.slot(), whole));
    }
}
