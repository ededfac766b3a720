package ai.genops.expression;

import ai.genops.event.Own;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.Token;
import org.mozilla.javascript.ast.Assignment;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.ElementGet;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.ParenthesizedExpression;
import org.mozilla.javascript.ast.PropertyGet;
import org.mozilla.javascript.ast.UpdateExpression;

/// Resolves what code sets: variables (`x = 1`), names of the event (`__e.x = 1`), members (`x.y = 1`, `x[i] +=
/// 1`), and what it deletes. Made of simpler nodes, with places of their own for what is used twice.
final class Assignments {
    private static final Pattern FIELD = Pattern.compile("[A-Za-z_$][\\w$]*");
    private static final Node ONE = new Node.Literal(1.0);

    private final Resolver resolver;
    private final Names names;

    /// What can be set: what is computed beforehand, how it is read, and how it is set.
    private record Target(List<Node> before, Node read, UnaryOperator<Node> set) {
        Node with(Node... nodes) {
            List<Node> all = new ArrayList<>(before);
            all.addAll(List.of(nodes));
            return new Node.Sequence(all);
        }
    }

    Assignments(Resolver resolver) {
        this.resolver = resolver;
        this.names = resolver.names();
    }

    /// Whether a field may have this name.
    static boolean isFieldName(String name) {
        return FIELD.matcher(name).matches();
    }

    Node assignment(Assignment assignment) {
        boolean plain = assignment.getOperator() == Token.ASSIGN;
        Target target = target(assignment.getLeft(), plain);
        Node value = resolver.resolve(assignment.getRight());
        if (target == null) {
            return Node.UNDEFINED;
        }
        Node set = switch (assignment.getOperator()) {
            case Token.ASSIGN -> target.set.apply(value);
            case Token.ASSIGN_LOGICAL_OR -> choice(Operator.Logical.OR, target, value);
            case Token.ASSIGN_LOGICAL_AND -> choice(Operator.Logical.AND, target, value);
            case Token.ASSIGN_NULLISH -> choice(Operator.Logical.COALESCE, target, value);
            default -> {
                Operator.Binary operator = operator(assignment.getOperator());
                yield operator == null
                        ? resolver.error(assignment, "this assignment is not available; write x = x … value")
                        : target.set.apply(resolver.binary(operator, target.read, value));
            }
        };
        return target.with(set);
    }

    private static Node choice(Operator.Logical operator, Target target, Node value) {
        return new Node.Logical(operator, target.read, target.set.apply(value));
    }

    private static Operator.@Nullable Binary operator(int token) {
        return switch (token) {
            case Token.ASSIGN_ADD -> Operator.Binary.ADD;
            case Token.ASSIGN_SUB -> Operator.Binary.SUBTRACT;
            case Token.ASSIGN_MUL -> Operator.Binary.MULTIPLY;
            case Token.ASSIGN_DIV -> Operator.Binary.DIVIDE;
            case Token.ASSIGN_MOD -> Operator.Binary.REMAINDER;
            case Token.ASSIGN_EXP -> Operator.Binary.POWER;
            case Token.ASSIGN_BITAND -> Operator.Binary.BIT_AND;
            case Token.ASSIGN_BITOR -> Operator.Binary.BIT_OR;
            case Token.ASSIGN_BITXOR -> Operator.Binary.BIT_XOR;
            case Token.ASSIGN_LSH -> Operator.Binary.SHIFT_LEFT;
            case Token.ASSIGN_RSH -> Operator.Binary.SHIFT_RIGHT;
            case Token.ASSIGN_URSH -> Operator.Binary.SHIFT_RIGHT_UNSIGNED;
            default -> null;
        };
    }

    /// `x++` and the like.
    Node update(UpdateExpression update) {
        Target target = target(update.getOperand(), false);
        if (target == null) {
            return Node.UNDEFINED;
        }
        Operator.Binary operator = update.getOperator() == Token.INC ? Operator.Binary.ADD : Operator.Binary.SUBTRACT;
        int old = names.place();
        Node before = new Node.Assign(old, new Node.Unary(Operator.Unary.PLUS, target.read));
        Node set = target.set.apply(resolver.binary(operator, new Node.Local(old), ONE));
        return update.isPostfix() ? target.with(before, set, new Node.Local(old)) : target.with(before, set);
    }

    /// Null if it cannot be set, which is a problem then. What is set `plain` is not read before.
    private @Nullable Target target(AstNode ast, boolean plain) {
        return switch (ast) {
            case ParenthesizedExpression inner -> target(inner.getExpression(), plain);
            case Name name -> variable(name);
            case PropertyGet get ->
                member(get, get.getTarget(), new Node.Literal(get.getProperty().getIdentifier()), plain);
            case ElementGet get -> member(get, get.getTarget(), resolver.resolve(get.getElement()), plain);
            default -> refused(ast, "this cannot be set; to take an array or object apart, write const [a, b] = …");
        };
    }

    private @Nullable Target refused(AstNode ast, String message) {
        resolver.error(ast, message);
        return null;
    }

    private @Nullable Target variable(Name name) {
        String text = name.getIdentifier();
        Names.Declared declared = names.declared(text);
        if (declared == null) {
            return refused(
                    name,
                    text.equals(Names.WHOLE_EVENT)
                            ? "`__e` cannot be set: set its members, as in __e['name'] = …"
                            : "`" + text + "` is not declared: write let " + text + " = …, or __e['" + text
                                    + "'] = … to set a field");
        }
        return switch (declared.kind()) {
            case VARIABLE ->
                new Target(
                        List.of(), new Node.Local(declared.slot()), value -> new Node.Assign(declared.slot(), value));
            case CONSTANT -> refused(name, "`" + text + "` is a constant: declare it with let to set it again");
            case FUNCTION -> refused(name, "`" + text + "` is a function and cannot be set");
        };
    }

    private @Nullable Target member(AstNode whole, AstNode of, Node key, boolean plain) {
        String name = names.isWholeEvent(of) ? Compiler.constantKey(key) : null;
        if (name != null) {
            return ofEvent(whole, name);
        }
        if (resolver.members().isOptional(of, whole instanceof PropertyGet get ? get.getProperty() : of)) {
            return refused(whole, "`?.` cannot be set: write an if before it");
        }
        Node object = object(whole, of);
        if (object == null) {
            return null;
        }
        int at = resolver.at(whole);
        if (plain) {
            return new Target(List.of(), Node.UNDEFINED, value -> new Node.SetMember(object, key, value, at));
        }
        Node.Local ofObject = new Node.Local(names.place());
        Node.Local ofKey = new Node.Local(names.place());
        return new Target(
                List.of(new Node.Assign(ofObject.slot(), object), new Node.Assign(ofKey.slot(), key)),
                new Node.Member(ofObject, ofKey, false, at),
                value -> new Node.SetMember(ofObject, ofKey, value, at));
    }

    /// What has the member; null if it does not change.
    private @Nullable Node object(AstNode whole, AstNode of) {
        if (names.isWholeEvent(of)) {
            names.event().setAnyName(resolver.at(whole));
            return names.wholeEvent();
        }
        Node object = resolver.members().inChain(of);
        names.event().changeInPlace();
        if (EventNames.isOfEvent(object)) {
            resolver.error(
                    whole, "what an event was received with does not change; write __e['name'] = … to set a field");
            return null;
        }
        return object;
    }

    private Target ofEvent(AstNode whole, String name) {
        int at = resolver.at(whole);
        Node read = names.ofEvent(name);
        return new Target(List.of(), read, value -> names.event().set(name, value, at));
    }

    /// `delete x.y`, `delete __e['name']`.
    Node delete(AstNode ast) {
        return switch (ast) {
            case ParenthesizedExpression inner -> delete(inner.getExpression());
            case PropertyGet get ->
                delete(get, get.getTarget(), new Node.Literal(get.getProperty().getIdentifier()));
            case ElementGet get -> delete(get, get.getTarget(), resolver.resolve(get.getElement()));
            default -> resolver.error(ast, "only members can be deleted: delete x.y, or delete __e['name']");
        };
    }

    private Node delete(AstNode whole, AstNode of, Node key) {
        String text = names.isWholeEvent(of) ? Compiler.constantKey(key) : null;
        if (text == null) {
            Node object = object(whole, of);
            return object == null ? Node.UNDEFINED : new Node.DeleteMember(object, key, resolver.at(whole));
        }
        boolean always = (BuiltIn.find(text) != null || Own.ofWord(text) != null) && !text.equals(Own.RAW.word());
        if (always) {
            return resolver.error(whole, "`" + text + "` is what every event has and cannot be deleted");
        }
        names.ofEvent(text);
        return names.event().delete(text, resolver.at(whole));
    }
}
