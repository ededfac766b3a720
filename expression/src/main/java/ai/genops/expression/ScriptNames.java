package ai.genops.expression;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.Assignment;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.ElementGet;
import org.mozilla.javascript.ast.FunctionCall;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.PropertyGet;
import org.mozilla.javascript.ast.StringLiteral;
import org.mozilla.javascript.ast.UpdateExpression;

/// The names of the event that code sets, looked for in what the parser gives: `x` of `__e.x = 1`, `__e['x'].y
/// += 1`, `__e.x++` and `__e.x.push(1)`.
final class ScriptNames {
    private ScriptNames() {}

    static Set<String> of(String source) {
        Set<String> found = new LinkedHashSet<>();
        FunctionNode code = Syntax.parseCode(source, new Problems(source));
        if (code != null) {
            Syntax.visit(code.getBody(), node -> {
                String name = name(changed(node));
                if (name != null) {
                    found.add(name);
                }
                return true;
            });
        }
        return found;
    }

    /// What a node changes; null for what changes nothing.
    private static @Nullable AstNode changed(AstNode node) {
        return switch (node) {
            case Assignment assignment -> assignment.getLeft();
            case UpdateExpression update -> update.getOperand();
            case FunctionCall call
            when call.getTarget() instanceof PropertyGet method
                    && ListChanges.TABLE.containsKey(method.getProperty().getIdentifier()) -> method.getTarget();
            default -> null;
        };
    }

    /// The name of the event that it is, or is inside of.
    private static @Nullable String name(@Nullable AstNode target) {
        return switch (target) {
            case PropertyGet get ->
                isEvent(get.getTarget()) ? get.getProperty().getIdentifier() : name(get.getTarget());
            case ElementGet get
            when isEvent(get.getTarget()) -> get.getElement() instanceof StringLiteral text ? text.getValue() : null;
            case ElementGet get -> name(get.getTarget());
            case null, default -> null;
        };
    }

    private static boolean isEvent(AstNode node) {
        return node instanceof Name name && name.getIdentifier().equals(Names.WHOLE_EVENT);
    }
}
