package ai.genops.expression;

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
import org.mozilla.javascript.ast.EmptyStatement;
import org.mozilla.javascript.ast.ExpressionStatement;
import org.mozilla.javascript.ast.FunctionNode;

/// Parses JavaScript with Rhino's parser and takes out the one expression it has to be.
final class Syntax {
    static final String MISPLACED_SPREAD = "`...` belongs before an array, in an array, an object or a call";

    private static final String NOT_JAVASCRIPT = "this is not JavaScript";
    private static final String SPREAD = "$=>";
    private static final Pattern REST = Pattern.compile("\\.\\.\\.\\s*[\\w$]+\\s*\\)\\s*=>");

    private final String source;
    private final Problems problems;
    /// 1 where the parser sees a parenthesis before the source.
    private final int shift;

    private Syntax(String source, Problems problems, int shift) {
        this.source = source;
        this.problems = problems;
        this.shift = shift;
    }

    /// The expression; null if the problems say why there is none.
    static @Nullable AstNode parse(String source, Problems problems) {
        if (source.length() > Limits.SOURCE) {
            problems.error(0, "the expression is longer than " + Limits.SOURCE + " characters");
            return null;
        }
        // A brace at the start would begin a block.
        int shift = source.stripLeading().startsWith("{") ? 1 : 0;
        // Two colons are XML to the parser, which breaks over them; within a text or a pattern others do as well.
        boolean wrong =
                source.contains("::") && new Syntax(source.replace("::", ":;"), problems, shift).parse() == null;
        return wrong ? null : new Syntax(source, problems, shift).parse();
    }

    /// Position of a node in the source it was parsed from.
    static int positionOf(AstNode node, String source) {
        int shift = source.stripLeading().startsWith("{") ? 1 : 0;
        return Math.max(0, node.getAbsolutePosition() - shift);
    }

    /// The parser reads `...` in arrays and objects, but not before an argument. There it is given `$=>`, a
    /// function whose body is what is spread, at the same places: see [#isSpread].
    private @Nullable AstNode parse() {
        String text = shift == 0 ? source : "(" + source + "\n)";
        for (int spreads = 0; spreads <= Limits.SPREADS; spreads++) {
            try {
                return only(parse(text));
            } catch (SyntaxError e) {
                int dots = e.offset + shift;
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

    private boolean isRestParameter(int dots) {
        return REST.matcher(source).region(dots, source.length()).lookingAt();
    }

    /// Whether an argument that the parser took for a function is an array's elements.
    static boolean isSpread(FunctionNode function, String source) {
        return source.startsWith("...", positionOf(function, source));
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
            case "Unexpected end of file" -> "the expression ends too early";
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
            throw new SyntaxError(spread ? MISPLACED_SPREAD : reworded(message), spread ? offset - 2 : offset, spread);
        }

        @Override
        public EvaluatorException runtimeError(String message, String name, int line, String text, int column) {
            throw new SyntaxError(reworded(message), offset(line, column), false);
        }

        private int offset(int line, int column) {
            int start = 0;
            for (int i = 1; i < line; i++) {
                start = source.indexOf('\n', start) + 1;
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
