package ai.genops.expression;

import java.util.ArrayList;
import java.util.List;
import org.mozilla.javascript.Token;
import org.mozilla.javascript.ast.ArrayLiteral;
import org.mozilla.javascript.ast.Assignment;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.ConditionalExpression;
import org.mozilla.javascript.ast.ElementGet;
import org.mozilla.javascript.ast.FunctionCall;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.InfixExpression;
import org.mozilla.javascript.ast.KeywordLiteral;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.NumberLiteral;
import org.mozilla.javascript.ast.ObjectLiteral;
import org.mozilla.javascript.ast.ParenthesizedExpression;
import org.mozilla.javascript.ast.PropertyGet;
import org.mozilla.javascript.ast.RegExpLiteral;
import org.mozilla.javascript.ast.Spread;
import org.mozilla.javascript.ast.StringLiteral;
import org.mozilla.javascript.ast.TaggedTemplateLiteral;
import org.mozilla.javascript.ast.TemplateCharacters;
import org.mozilla.javascript.ast.TemplateLiteral;
import org.mozilla.javascript.ast.UnaryExpression;
import org.mozilla.javascript.ast.UpdateExpression;

/// Resolves a parsed expression: what each name means, which function is called, what certainly fails. A
/// problem is noted and resolving goes on with undefined in its place, so that all problems are found at once.
/// In code it may assign: [Assignments], and functions may have statements: [StatementResolver].
final class Resolver {
    private final String source;
    private final Names names;
    private final Problems problems;
    private final Lint lint;
    private final boolean lenient;
    private final boolean decimals;
    private final MemberResolver members;
    private final int shift;
    private int depth;

    Resolver(String source, Names names, Problems problems, Lint lint, boolean lenient) {
        this.source = source;
        this.names = names;
        this.problems = problems;
        this.lint = lint;
        this.lenient = lenient;
        this.decimals = source.contains("decimal");
        this.members = new MemberResolver(this, names, source);
        this.shift = Syntax.shift(source, names.isCode());
    }

    /// What code may change of what the event brought is a copy.
    Node resolve(AstNode ast) {
        Node node = inPlace(ast);
        return names.isCode() ? EventNames.changeable(node) : node;
    }

    /// The same without a copy, for what is only looked into.
    Node inPlace(AstNode ast) {
        if (++depth > Limits.SOURCE_DEPTH) {
            depth = 0;
            throw new ExpressionException(
                    source, List.of(Problem.at(source, at(ast), "the expression is nested too deep")));
        }
        Node node = node(ast);
        depth--;
        return node;
    }

    int at(AstNode ast) {
        return Math.max(0, ast.getAbsolutePosition() - shift);
    }

    /// Whether an argument that the parser took for a function is an array's elements.
    boolean isSpread(FunctionNode function) {
        return source.startsWith("...", at(function));
    }

    MemberResolver members() {
        return members;
    }

    Names names() {
        return names;
    }

    Problems problems() {
        return problems;
    }

    Node error(AstNode ast, String message) {
        problems.error(at(ast), message);
        return Node.UNDEFINED;
    }

    private Node node(AstNode ast) {
        return switch (ast) {
            case ParenthesizedExpression inner -> resolve(inner.getExpression());
            case NumberLiteral number -> new Node.Literal(number.getNumber());
            case StringLiteral text -> new Node.Literal(text.getValue());
            case KeywordLiteral keyword -> keyword(keyword);
            case Name name -> name(name);
            case PropertyGet get -> members.property(get);
            case ElementGet get -> members.element(get);
            case FunctionCall call -> members.call(call);
            case Assignment assignment ->
                names.isCode()
                        ? new Assignments(this).assignment(assignment)
                        : error(assignment, "an expression cannot assign; to compare, write ==");
            case InfixExpression infix -> infix(infix);
            case UnaryExpression unary -> unary(unary);
            case ConditionalExpression conditional -> conditional(conditional);
            case TemplateLiteral template -> template(template);
            case ArrayLiteral array -> Literals.array(this, array);
            case ObjectLiteral object -> Literals.object(this, object);
            case RegExpLiteral regex ->
                regex(regex, regex.getValue(), regex.getFlags() == null ? "" : regex.getFlags());
            case FunctionNode function ->
                error(
                        function,
                        isSpread(function)
                                ? Syntax.MISPLACED_SPREAD
                                : "a function can only be an argument, as in list.map(x => x + 1)");
            case UpdateExpression update ->
                names.isCode()
                        ? new Assignments(this).update(update)
                        : error(update, "an expression cannot assign; write x + 1 or x - 1");
            case TaggedTemplateLiteral template -> error(template, "a template text cannot have a function before it");
            case Spread spread -> error(spread, Syntax.MISPLACED_SPREAD);
            default -> error(ast, "this cannot be used in an expression");
        };
    }

    private Node keyword(KeywordLiteral keyword) {
        return switch (keyword.getType()) {
            case Token.TRUE -> new Node.Literal(true);
            case Token.FALSE -> new Node.Literal(false);
            case Token.NULL -> new Node.Literal(JsNull.NULL);
            case Token.UNDEFINED -> Node.UNDEFINED;
            default -> error(keyword, "`this` means nothing here");
        };
    }

    private Node name(Name name) {
        String text = name.getIdentifier();
        if (names.function(text) != null) {
            return error(name, "`" + text + "` is a function: call it, or give it to map, filter and the like");
        }
        Node found = names.find(text);
        if (found != null) {
            names.use(found);
            return found;
        }
        if (Functions.find(text) != null) {
            return error(name, "`" + text + "` is a function: call it");
        }
        if (text.equals(Names.WHOLE_EVENT)) {
            if (names.isCode() && EventNames.mayBeSet(name)) {
                names.event().setAnyName(at(name));
            }
            return names.wholeEvent();
        }
        if (names.isHolder(text)) {
            return error(name, "`" + text + "` is no value; use what it holds, as in " + text + ".…");
        }
        Node bare = names.bare(text);
        if (bare != null) {
            noteBare(name, text);
            return bare;
        }
        String near = names.suggestion(text);
        boolean mayBeText = near.isEmpty() && source.strip().equals(text);
        String hint = mayBeText ? "; a text needs quotes of its own: '" + text + "'" : near;
        return error(name, "`" + text + "` is not known" + hint);
    }

    /// Once for each name: it may be meant, and it may be a spelling mistake.
    void noteBare(AstNode ast, String name) {
        if (names.isNew(name)) {
            problems.note(
                    at(ast),
                    "no processor before sets `" + name + "`: it is read as the attribute of that name"
                            + names.suggestion(name));
        }
    }

    private Node infix(InfixExpression infix) {
        if (infix.getOperator() == Token.INSTANCEOF) {
            return instance(infix);
        }
        Node left = resolve(infix.getLeft());
        Node right = resolve(infix.getRight());
        return switch (infix.getOperator()) {
            case Token.AND -> logical(infix, Operator.Logical.AND, left, right);
            case Token.OR -> logical(infix, Operator.Logical.OR, left, right);
            case Token.NULLISH_COALESCING -> new Node.Logical(Operator.Logical.COALESCE, left, right);
            case Token.EQ -> comparison(infix, Operator.Binary.EQUAL, left, right);
            case Token.NE -> comparison(infix, Operator.Binary.NOT_EQUAL, left, right);
            case Token.SHEQ -> comparison(infix, Operator.Binary.SAME, left, right);
            case Token.SHNE -> comparison(infix, Operator.Binary.NOT_SAME, left, right);
            case Token.LT -> order(infix, Operator.Binary.LESS, left, right);
            case Token.LE -> order(infix, Operator.Binary.LESS_OR_EQUAL, left, right);
            case Token.GT -> order(infix, Operator.Binary.GREATER, left, right);
            case Token.GE -> order(infix, Operator.Binary.GREATER_OR_EQUAL, left, right);
            case Token.ADD -> binary(Operator.Binary.ADD, left, right);
            case Token.SUB -> arithmetic(infix, Operator.Binary.SUBTRACT, left, right);
            case Token.MUL -> arithmetic(infix, Operator.Binary.MULTIPLY, left, right);
            case Token.DIV -> arithmetic(infix, Operator.Binary.DIVIDE, left, right);
            case Token.MOD -> arithmetic(infix, Operator.Binary.REMAINDER, left, right);
            case Token.EXP -> arithmetic(infix, Operator.Binary.POWER, left, right);
            case Token.BITAND -> binary(Operator.Binary.BIT_AND, left, right);
            case Token.BITOR -> binary(Operator.Binary.BIT_OR, left, right);
            case Token.BITXOR -> binary(Operator.Binary.BIT_XOR, left, right);
            case Token.LSH -> binary(Operator.Binary.SHIFT_LEFT, left, right);
            case Token.RSH -> binary(Operator.Binary.SHIFT_RIGHT, left, right);
            case Token.URSH -> binary(Operator.Binary.SHIFT_RIGHT_UNSIGNED, left, right);
            case Token.IN -> binary(Operator.Binary.IN, left, right);
            case Token.COMMA ->
                names.isCode()
                        ? new Node.Sequence(List.of(left, right))
                        : error(infix, "two expressions with a comma between them; only one is expected");
            default -> error(infix, "this operator is not available");
        };
    }

    /// `x instanceof Array` and the like: the classes there are.
    private Node instance(InfixExpression infix) {
        Node value = resolve(infix.getLeft());
        String name = infix.getRight() instanceof Name type ? type.getIdentifier() : "";
        Function is = ObjectFunctions.instance(name);
        return is != null
                ? new Node.Call(is, List.of(value), at(infix))
                : error(
                        infix.getRight(),
                        "`instanceof` is available for " + String.join(", ", ObjectFunctions.CLASSES)
                                + "; else write typeof x == '…'");
    }

    Node binary(Operator.Binary operator, Node left, Node right) {
        return exact(new Node.Binary(operator, left, right, false));
    }

    private Node logical(InfixExpression infix, Operator.Logical operator, Node left, Node right) {
        lint.logical(operator, left, right, operatorAt(infix));
        return new Node.Logical(operator, left, right);
    }

    private Node order(InfixExpression infix, Operator.Binary operator, Node left, Node right) {
        lint.order(left, right, at(infix));
        return binary(operator, left, right);
    }

    private Node arithmetic(InfixExpression infix, Operator.Binary operator, Node left, Node right) {
        lint.arithmetic(left, right, at(infix));
        return binary(operator, left, right);
    }

    private int operatorAt(InfixExpression infix) {
        return at(infix) + Math.max(0, infix.getOperatorPosition());
    }

    /// Only an expression that can make decimals pays for looking for them.
    private Node exact(Node.Binary plain) {
        return decimals && Decimals.concern(plain.operator()) ? new Node.Exact(plain) : plain;
    }

    private Node comparison(InfixExpression infix, Operator.Binary operator, Node left, Node right) {
        lint.comparison(operator, left, right, at(infix));
        boolean loose = operator == Operator.Binary.EQUAL || operator == Operator.Binary.NOT_EQUAL;
        return exact(new Node.Binary(operator, left, right, lenient && loose));
    }

    private Node unary(UnaryExpression unary) {
        if (unary.getOperator() == Token.DELPROP && names.isCode()) {
            return new Assignments(this).delete(unary.getOperand());
        }
        Node operand = resolve(unary.getOperand());
        return switch (unary.getOperator()) {
            case Token.NOT -> new Node.Unary(Operator.Unary.NOT, operand);
            case Token.NEG ->
                decimals ? new Node.ExactNegation(operand) : new Node.Unary(Operator.Unary.NEGATE, operand);
            case Token.POS -> new Node.Unary(Operator.Unary.PLUS, operand);
            case Token.TYPEOF -> new Node.Unary(Operator.Unary.TYPEOF, operand);
            case Token.VOID -> new Node.Unary(Operator.Unary.VOID, operand);
            case Token.BITNOT -> new Node.Unary(Operator.Unary.BIT_NOT, operand);
            case Token.DELPROP -> error(unary, "nothing can be deleted here; make an object without it");
            default -> error(unary, "this operator is not available");
        };
    }

    private Node conditional(ConditionalExpression conditional) {
        Node test = resolve(conditional.getTestExpression());
        Node yes = resolve(conditional.getTrueExpression());
        Node no = resolve(conditional.getFalseExpression());
        lint.condition(test, at(conditional.getTestExpression()));
        return new Node.Conditional(test, yes, no);
    }

    private Node template(TemplateLiteral template) {
        List<Node> parts = new ArrayList<>();
        for (AstNode element : template.getElements()) {
            parts.add(
                    element instanceof TemplateCharacters text ? new Node.Literal(text.getValue()) : resolve(element));
        }
        return new Node.Join(parts);
    }

    Node regex(AstNode ast, String pattern, String flags) {
        try {
            return new Node.Literal(Regex.of(pattern, flags));
        } catch (IllegalArgumentException e) {
            return error(ast, "the regular expression /" + pattern + "/: " + e.getMessage());
        }
    }
}
