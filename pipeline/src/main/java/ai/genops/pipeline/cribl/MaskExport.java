package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Our `mask` as Cribl's: a function for each rule, as the fields there are the function's.
final class MaskExport {
    private static final Pattern FLAGS = Pattern.compile("^\\(\\?([ims]+)\\)");

    private MaskExport() {}

    static List<Block> of(Section processor) {
        List<Block> functions = new ArrayList<>();
        for (Section rule : processor.sections("rules")) {
            rule.text("description", "");
            rule.text("type", "");
            rule.flag("sources", true); // there no field is masked with another
            if (rule.has("detect") || !rule.text("action", "replace").equals("replace")) {
                rule.problems()
                        .error(
                                rule.at(),
                                "masking by `detect` or `action` has no equivalent in Cribl",
                                "Write a `pattern` and a `replacement`.");
                continue;
            }
            Block made = new Block(rule.at())
                    .text("matchRegex", regex(rule.text("pattern"), rule.flag("first_only", false) ? "" : "g"))
                    .text("replaceExpr", expression(rule));
            List<String> fields = rule.texts(rule.has("fields") ? "fields" : "field");
            Block conf = new Block(rule.at()).blocks("rules", List.of(made)).texts("fields", fields, rule.at());
            functions.add(CriblFunctionsExport.function("mask", processor, conf));
            rule.finish();
        }
        return functions;
    }

    static String regex(String pattern, String extra) {
        var flags = FLAGS.matcher(pattern);
        String own = flags.find() ? flags.group(1) : "";
        String body = own.isEmpty() ? pattern : pattern.substring(flags.end());
        return "/" + body.replaceAll("(?<!\\\\)/", "\\\\/") + "/" + extra + own;
    }

    private static String expression(Section rule) {
        String replacement = rule.text("replacement", "");
        if (rule.has("replacement_expression")) {
            return rule.text("replacement_expression");
        }
        String escaped = replacement.replace("\\", "\\\\").replace("`", "\\`");
        return escaped.matches(".*\\$[1-9].*")
                ? "`" + escaped.replaceAll("\\$([1-9])", "\\${g$1}") + "`"
                : "'" + replacement.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
