package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Code that does nothing but set fields, one after the other: `__e['name'] = expression;`, and constants that later
/// expressions use. Anything else has no equivalent.
final class CodeFunction implements CriblFunction {
    private static final Pattern FIELD = Pattern.compile(
            "__e(?:\\.([A-Za-z_$][\\w$]*)|\\[\\s*(['\"])([A-Za-z_$][\\w$]*)\\2\\s*])\\s*=(?!=)(.+)", Pattern.DOTALL);
    private static final Pattern CONSTANT =
            Pattern.compile("(?:const|let|var)\\s+([A-Za-z_$][\\w$]*)\\s*=(?!=)(.+)", Pattern.DOTALL);
    private static final Pattern STATEMENT =
            Pattern.compile("(if|for|while|switch|try|do|function|return|throw)\\b.*", Pattern.DOTALL);
    private static final Pattern COMMENTS = Pattern.compile("//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    @Override
    public List<Block> processors(Section conf, Steps steps) {
        conf.text("maxNumOfIterations", "");
        conf.text("activeLogSampleRate", "");
        conf.text("useUniqueLogChannel", "");
        String code = conf.find("code") instanceof Yaml.Scalar text ? text.text() : "";
        List<Block> expressions = new ArrayList<>();
        List<String> constants = new ArrayList<>();
        for (String statement : statements(code)) {
            Block expression = expression(statement, constants, conf, steps);
            if (expression == null) {
                return List.of();
            }
            expressions.add(expression);
        }
        List<Block> made = new ArrayList<>();
        if (!expressions.isEmpty()) {
            made.add(Block.of("eval", conf.at()).blocks("expressions", expressions));
        }
        if (!constants.isEmpty()) {
            made.add(Block.of("remove", conf.at()).texts("fields", constants, conf.at("code")));
        }
        return made;
    }

    private static @Nullable Block expression(String statement, List<String> constants, Section conf, Steps steps) {
        Matcher field = FIELD.matcher(statement);
        Matcher constant = CONSTANT.matcher(statement);
        String name;
        String value;
        if (field.matches()) {
            name = field.group(1) == null ? field.group(3) : field.group(1);
            value = field.group(4);
        } else if (constant.matches()) {
            name = constant.group(1);
            value = constant.group(2);
            constants.add(name);
        } else {
            String shown = statement.length() > 40 ? statement.substring(0, 40) + "…" : statement;
            steps.refuse(
                    conf.at("code"),
                    "`" + shown.replaceAll("\\s+", " ") + "` has no equivalent here: code can only set fields",
                    STATEMENT.matcher(statement).matches()
                            ? "An `if` is the `filter` of an `eval`, or `condition ? a : b`; a loop is `map`, `filter` or `reduce`."
                            : "Write it as an `eval`: a name, and an expression for its value.");
            return null;
        }
        steps.set(name);
        return new Block(conf.at("code")).put(name, Block.scalar(value.strip(), conf.at("code")));
    }

    /// Parted by `;`, and by line ends behind which a statement begins, outside of texts and brackets.
    static List<String> statements(String code) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        String text = COMMENTS.matcher(code).replaceAll(" ");
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote && text.charAt(i - 1) != '\\' ? 0 : quote;
            } else if (c == '\'' || c == '"' || c == '`') {
                quote = c;
            }
            depth += quote != 0 ? 0 : "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            boolean ends = quote == 0 && depth == 0 && (c == ';' || (c == '\n' && begins(text.substring(i + 1))));
            if (ends) {
                statements.add(statement.toString().strip());
                statement.setLength(0);
            } else {
                statement.append(c);
            }
        }
        statements.add(statement.toString().strip());
        statements.removeIf(String::isEmpty);
        return statements;
    }

    private static boolean begins(String rest) {
        String next = rest.stripLeading();
        return FIELD.matcher(next).lookingAt()
                || CONSTANT.matcher(next).lookingAt()
                || STATEMENT.matcher(next).lookingAt();
    }
}
