package ai.genops.expression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.CompilerEnvirons;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ErrorReporter;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.Node;
import org.mozilla.javascript.Parser;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.AstRoot;
import org.mozilla.javascript.ast.CatchClause;
import org.mozilla.javascript.ast.EmptyStatement;
import org.mozilla.javascript.ast.ExpressionStatement;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.NodeVisitor;

/// Parses JavaScript with Rhino's parser and takes out what it has to be: one expression, or the statements of
/// code.
final class Syntax {
    static final String MISPLACED_SPREAD = "`...` belongs before an array, in an array, an object or a call";

    private static final String TOO_MANY_BRACES = "there is a } too many";
    private static final String NOT_JAVASCRIPT = "this is not JavaScript";
    private static final String SPREAD = "$=>";
    /// Makes the statements of code a function's, so that they may return.
    private static final String FUNCTION = "function code() {";

    private static final Pattern LOOP = Pattern.compile("\\bfor\\s*\\(\\s*(const)\\b");
    private static final String LET = "let  ";
    private static final Pattern REST = Pattern.compile("\\.\\.\\.\\s*[\\w$]+\\s*\\)\\s*=>");

    private final String source;
    private final Problems problems;
    /// What the parser sees before the source, and behind it.
    private final String before;

    private final String behind;
    private final int shift;

    private Syntax(String source, Problems problems, String before, String behind) {
        this.source = source;
        this.problems = problems;
        this.before = before;
        this.behind = behind;
        this.shift = before.length();
    }

    /// The expression; null if the problems say why there is none.
    static @Nullable AstNode parse(String source, Problems problems) {
        if (isTooLong(source, problems)) {
            return null;
        }
        // Two colons are XML to the parser, which breaks over them; within a text or a pattern others do as well.
        boolean wrong = source.contains("::") && expression(source.replace("::", ":;"), problems) == null;
        return wrong ? null : expression(source, problems);
    }

    private static @Nullable AstNode expression(String source, Problems problems) {
        // A brace at the start would begin a block.
        boolean brace = source.stripLeading().startsWith("{");
        var syntax = new Syntax(source, problems, brace ? "(" : "", brace ? "\n)" : "");
        AstRoot root = syntax.parse();
        return root == null ? null : syntax.only(root);
    }

    /// The function whose body are the statements; null if the problems say why there is none.
    static @Nullable FunctionNode parseCode(String source, Problems problems) {
        if (isTooLong(source, problems)) {
            return null;
        }
        boolean wrong = source.contains("::") && code(source.replace("::", ":;"), problems) == null;
        return wrong ? null : code(source, problems);
    }

    /// Goes through a tree as its own `visit` does, which fails at a `catch` that names nothing.
    static void visit(AstNode tree, NodeVisitor visitor) {
        tree.visit(node -> {
            boolean within = visitor.visit(node);
            if (within && node instanceof CatchClause nameless && nameless.getVarName() == null) {
                visit(nameless.getBody(), visitor);
                return false;
            }
            return within;
        });
    }

    private static @Nullable FunctionNode code(String source, Problems problems) {
        AstRoot root = new Syntax(source, problems, FUNCTION, "\n}").parse();
        if (root == null) {
            return null;
        }
        if (root.getFirstChild() instanceof FunctionNode code && code.getNext() == null) {
            return code;
        }
        problems.error(source.length(), TOO_MANY_BRACES);
        return null;
    }

    private static boolean isTooLong(String source, Problems problems) {
        if (source.length() > Limits.SOURCE) {
            problems.error(0, "the source is longer than " + Limits.SOURCE + " characters");
        }
        return source.length() > Limits.SOURCE;
    }

    /// What stands before an expression while it is parsed.
    static int shift(String source, boolean isCode) {
        return isCode ? FUNCTION.length() : source.stripLeading().startsWith("{") ? 1 : 0;
    }

    /// The parser reads `...` in arrays and objects, but not before an argument. There it is given `$=>`, a
    /// function whose body is what is spread, at the same places: see [Resolver#isSpread].
    private @Nullable AstRoot parse() {
        String text = before + source + behind;
        for (int spreads = 0; spreads <= Limits.SPREADS; spreads++) {
            try {
                return parse(text);
            } catch (SyntaxError e) {
                int dots = e.offset + shift;
                int constant = constantOfLoop(text, dots);
                if (constant >= 0) {
                    text = text.substring(0, constant) + LET + text.substring(constant + LET.length());
                    spreads--;
                    continue;
                }
                if (!e.isSpread || !text.startsWith("...", dots) || isRestParameter(e.offset)) {
                    problems.error(
                            e.offset,
                            isRestParameter(e.offset)
                                    ? "a function has no `...` among its parameters here; name them"
                                    : e.reason);
                    return null;
                }
                text = text.substring(0, dots) + SPREAD + text.substring(dots + SPREAD.length());
            } catch (StackOverflowError | EvaluatorException e) {
                // The parser counts its own depth and gives up with the latter.
                problems.error(0, "the expression is nested too deep");
                return null;
            } catch (IllegalArgumentException e) {
                // It breaks over a method without a name: `{* {}}`.
                problems.error(0, NOT_JAVASCRIPT);
                return null;
            }
        }
        problems.error(0, "more than " + Limits.SPREADS + " arguments with `...`");
        return null;
    }

    /// The parser knows `let` in the head of `for … of` and `for … in`, but not `const`: where that is, if it
    /// may be what the parser stopped at, else -1.
    private static int constantOfLoop(String text, int stopped) {
        Matcher loops = LOOP.matcher(text);
        int found = -1;
        while (loops.find() && loops.end() <= stopped + 1) {
            found = loops.start(1);
        }
        return found;
    }

    private boolean isRestParameter(int dots) {
        return REST.matcher(source).region(dots, source.length()).lookingAt();
    }

    private AstRoot parse(String text) {
        var settings = new CompilerEnvirons();
        settings.setLanguageVersion(Context.VERSION_ES6);
        settings.setXmlAvailable(false);
        return new Parser(settings, new Reporter()).parse(text, "expression", 1);
    }

    private @Nullable AstNode only(AstRoot root) {
        AstNode found = null;
        for (Node child : root) {
            if (child instanceof EmptyStatement) {
                continue;
            }
            int position = ((AstNode) child).getAbsolutePosition() - shift;
            if (found != null) {
                problems.error(position, "one expression is expected, here a second one begins");
                return null;
            }
            if (!(child instanceof ExpressionStatement statement)) {
                problems.error(position, "an expression is expected, found a statement");
                return null;
            }
            found = statement.getExpression();
        }
        if (found == null) {
            problems.error(0, "the expression is empty");
        }
        return found;
    }

    private String reworded(String message) {
        return switch (message) {
            case "missing ; before statement", "missing ) in parenthetical" ->
                "an operator or the end is expected here (" + message + ")";
            case "unterminated string literal" -> "this text has no closing quote";
            case "Unexpected end of file" ->
                before.equals(FUNCTION) ? "the code ends too early" : "the expression ends too early";
            case "missing } after function body", "missing } in compound statement" ->
                "a } is missing, or something that is no statement stands here";
            case "identifier is a reserved word: class" -> "there are no classes here; write objects and functions";
            case "XML runtime not available", "syntax error" -> NOT_JAVASCRIPT;
            default -> message;
        };
    }

    /// Stops the parser at the first error: what follows is seldom more than its echo.
    private final class Reporter implements ErrorReporter {
        @Override
        public void warning(String message, String name, int line, String text, int column) {}

        @Override
        public void error(String message, String name, int line, String text, int column) {
            int offset = offset(line, column);
            boolean spread =
                    source.substring(0, Math.min(source.length(), offset + 1)).endsWith("...");
            boolean closed = offset == source.length() && before.equals(FUNCTION) && message.equals("syntax error");
            String reason = closed ? TOO_MANY_BRACES : reworded(message);
            throw new SyntaxError(spread ? MISPLACED_SPREAD : reason, spread ? offset - 2 : offset, spread);
        }

        @Override
        public EvaluatorException runtimeError(String message, String name, int line, String text, int column) {
            throw new SyntaxError(reworded(message), offset(line, column), false);
        }

        private int offset(int line, int column) {
            int start = 0;
            for (int i = 1; i < line; i++) {
                int end = source.indexOf('\n', start);
                if (end < 0) {
                    return source.length();
                }
                start = end + 1;
            }
            int inLine = column - (line == 1 ? shift : 0) - 1;
            return beginOfWord(Math.clamp(start + Math.max(0, inLine), 0, source.length()));
        }
    }

    /// The parser points at the last character it read.
    private int beginOfWord(int offset) {
        int begin = offset;
        while (begin > 0 && begin < source.length() && isWord(begin) && isWord(begin - 1)) {
            begin--;
        }
        return begin;
    }

    private boolean isWord(int at) {
        return Character.isJavaIdentifierPart(source.charAt(at));
    }

    /// Carries the first error out of the parser.
    private static final class SyntaxError extends RuntimeException {
        private final String reason;
        private final int offset;
        private final boolean isSpread;

        SyntaxError(String reason, int offset, boolean isSpread) {
            super(reason, null, false, false);
            this.reason = reason;
            this.offset = offset;
            this.isSpread = isSpread;
        }
    }
}
