package ai.genops.expression;

import ai.genops.expression.Statement.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.Token;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.Block;
import org.mozilla.javascript.ast.BreakStatement;
import org.mozilla.javascript.ast.CatchClause;
import org.mozilla.javascript.ast.ContinueStatement;
import org.mozilla.javascript.ast.DoLoop;
import org.mozilla.javascript.ast.EmptyExpression;
import org.mozilla.javascript.ast.EmptyStatement;
import org.mozilla.javascript.ast.ExpressionStatement;
import org.mozilla.javascript.ast.ForInLoop;
import org.mozilla.javascript.ast.ForLoop;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.IfStatement;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.ReturnStatement;
import org.mozilla.javascript.ast.Scope;
import org.mozilla.javascript.ast.SwitchCase;
import org.mozilla.javascript.ast.SwitchStatement;
import org.mozilla.javascript.ast.ThrowStatement;
import org.mozilla.javascript.ast.TryStatement;
import org.mozilla.javascript.ast.VariableDeclaration;
import org.mozilla.javascript.ast.WhileLoop;

/// Resolves the statements of code and of the functions in it. Names are known from their declaration to the
/// end of their block; those of `var` in all of their function.
final class StatementResolver {
    private static final Statement NOTHING = new Statement.Block(List.of());

    private final Resolver resolver;
    private final Names names;
    private final Declarations declarations;

    StatementResolver(Resolver resolver) {
        this.resolver = resolver;
        this.names = resolver.names();
        this.declarations = new Declarations(resolver);
    }

    /// What stands between the braces of a function.
    Statement body(FunctionNode function) {
        declarations.hoist(function);
        return block(function.getBody());
    }

    private Statement resolve(AstNode statement) {
        return switch (statement) {
            case EmptyStatement _ -> NOTHING;
            case ExpressionStatement expression -> evaluate(expression.getExpression());
            case VariableDeclaration declaration -> declarations.declare(declaration);
            case FunctionNode function -> declarations.function(function);
            case IfStatement choice -> choice(choice);
            case ForInLoop loop -> each(loop);
            case ForLoop loop -> loop(loop);
            case WhileLoop loop -> loop(loop.getCondition(), null, loop.getBody(), false);
            case DoLoop loop -> loop(loop.getCondition(), null, loop.getBody(), true);
            case SwitchStatement choice -> choice(choice);
            case TryStatement attempt -> attempt(attempt);
            case ThrowStatement thrown ->
                new Statement.Throw(resolver.resolve(thrown.getExpression()), resolver.at(thrown));
            case ReturnStatement result -> result(result);
            case BreakStatement jump -> jump(jump, jump.getBreakLabel(), Flow.BREAK);
            case ContinueStatement jump -> jump(jump, jump.getLabel(), Flow.CONTINUE);
            case Block block -> block(block);
            case Scope block when block.getType() == Token.BLOCK -> block(block);
            default -> refused(statement, "this statement is not available in code");
        };
    }

    private Statement refused(AstNode statement, String message) {
        return new Statement.Evaluate(resolver.error(statement, message));
    }

    private Statement evaluate(AstNode expression) {
        return expression instanceof FunctionNode function && function.getFunctionName() != null
                ? declarations.function(function)
                : new Statement.Evaluate(resolver.resolve(expression));
    }

    private Statement block(AstNode block) {
        Map<String, Names.Declared> before = names.enter();
        List<Statement> statements = new ArrayList<>();
        for (org.mozilla.javascript.Node child : block) {
            statements.add(resolve((AstNode) child));
        }
        names.leave(before);
        return new Statement.Block(statements);
    }

    private Statement choice(IfStatement choice) {
        Node test = resolver.resolve(choice.getCondition());
        Statement yes = block(List.of(choice.getThenPart()));
        AstNode otherwise = choice.getElsePart();
        return new Statement.If(test, yes, otherwise == null ? NOTHING : block(List.of(otherwise)));
    }

    private Statement block(List<AstNode> statements) {
        Map<String, Names.Declared> before = names.enter();
        List<Statement> resolved =
                new ArrayList<>(statements.stream().map(this::resolve).toList());
        names.leave(before);
        return resolved.size() == 1 ? resolved.getFirst() : new Statement.Block(resolved);
    }

    private Statement loop(AstNode test, @Nullable AstNode update, AstNode body, boolean bodyFirst) {
        Node condition = test instanceof EmptyExpression ? new Node.Literal(true) : resolver.resolve(test);
        Statement inner = block(List.of(body));
        Node next = update == null || update instanceof EmptyExpression ? Node.UNDEFINED : resolver.resolve(update);
        return new Statement.Loop(condition, next, inner, bodyFirst);
    }

    private Statement loop(ForLoop loop) {
        Map<String, Names.Declared> before = names.enter();
        Statement start = switch (loop.getInitializer()) {
            case EmptyExpression _ -> NOTHING;
            case VariableDeclaration declaration -> declarations.declare(declaration);
            case AstNode expression -> evaluate(expression);
        };
        Statement rounds = loop(loop.getCondition(), loop.getIncrement(), loop.getBody(), false);
        names.leave(before);
        return new Statement.Block(List.of(start, rounds));
    }

    private Statement each(ForInLoop loop) {
        Node in = resolver.resolve(loop.getIteratedObject());
        Map<String, Names.Declared> before = names.enter();
        int slot = names.place();
        List<Node.Part> parts = loop.isForEach() ? null : declarations.element(loop.getIterator(), slot);
        Statement body = block(List.of(loop.getBody()));
        names.leave(before);
        if (parts == null) {
            return refused(loop.getIterator(), "a loop is of the form for (const x of list)");
        }
        return new Statement.Each(slot, parts, in, !loop.isForOf(), body, resolver.at(loop.getIteratedObject()));
    }

    private Statement choice(SwitchStatement choice) {
        Node value = resolver.resolve(choice.getExpression());
        Map<String, Names.Declared> before = names.enter();
        List<Statement.Case> cases = new ArrayList<>();
        for (SwitchCase branch : choice.getCases()) {
            AstNode test = branch.getExpression();
            List<AstNode> statements = branch.getStatements() == null ? List.of() : branch.getStatements();
            cases.add(new Statement.Case(
                    test == null ? null : resolver.resolve(test),
                    new Statement.Block(new ArrayList<>(
                            statements.stream().map(this::resolve).toList()))));
        }
        names.leave(before);
        return new Statement.Switch(value, cases);
    }

    private Statement attempt(TryStatement attempt) {
        Statement body = block(List.of(attempt.getTryBlock()));
        int slot = names.place();
        Statement handler = null;
        for (CatchClause clause : attempt.getCatchClauses()) {
            Map<String, Names.Declared> before = names.enter();
            if (clause.getVarName() instanceof Name name) {
                slot = names.declare(name.getIdentifier());
            }
            handler = block(clause.getBody());
            names.leave(before);
        }
        AstNode last = attempt.getFinallyBlock();
        return new Statement.Try(body, slot, handler, last == null ? NOTHING : block(List.of(last)));
    }

    private Statement result(ReturnStatement result) {
        AstNode value = result.getReturnValue();
        return new Statement.Return(value == null ? Node.UNDEFINED : resolver.resolve(value));
    }

    private Statement jump(AstNode jump, @Nullable Name label, Flow flow) {
        return label == null
                ? new Statement.Jump(flow)
                : refused(jump, "a loop has no label here; put it into a function and return");
    }
}
