package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.processor.Mask.Rule;
import ai.genops.pipeline.processor.Mask.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads `rules`: each a `field`, a `pattern` and a `replacement`. A field is one the pipeline set, or
/// `attributes['name']`, in which `*` stands for any characters.
final class MaskReader implements ProcessorReaders.Reader {
    private static final Pattern ATTRIBUTES = Pattern.compile("attributes\\[(['\"])([^'\"]+)\\1]");
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    @Override
    public Processor read(Section block, PipelineScope scope) {
        List<Rule> rules = new ArrayList<>();
        for (Section section : block.sections("rules")) {
            section.choice("type", "regex", List.of("regex"));
            Pattern pattern = pattern(section);
            rules.add(new Rule(target(section, scope), pattern, replacement(section, pattern)));
            section.finish();
        }
        block.problems().require(!rules.isEmpty(), block.at(), "this mask has no `rules`", "List at least one.");
        return new Mask(List.copyOf(rules));
    }

    private static Target target(Section section, PipelineScope scope) {
        String field = section.text("field");
        Matcher attributes = ATTRIBUTES.matcher(field);
        if (attributes.matches()) {
            return new Target.AttributeNames(glob(attributes.group(2)));
        }
        int slot = scope.fields().find(field);
        section.problems()
                .require(
                        slot >= 0 || field.isEmpty(),
                        section.at("field"),
                        "no processor before this one sets `" + field + "`",
                        Names.didYouMean(field, scope.fields().names())
                                + " An attribute is named as attributes['name'].");
        return new Target.Field(Math.max(slot, 0), scope.sources(field));
    }

    private static Pattern pattern(Section section) {
        String text = section.text("pattern");
        try {
            Pattern pattern = Pattern.compile(text);
            doubts(section, text);
            return pattern;
        } catch (PatternSyntaxException e) {
            section.problems()
                    .error(
                            section.at("pattern"),
                            "is no regular expression: " + e.getDescription() + " at character " + (e.getIndex() + 1)
                                    + " of `" + text + "`",
                            "Mend the pattern; in YAML, put it in single quotes.");
            return NOTHING;
        }
    }

    private static void doubts(Section section, String pattern) {
        if (pattern.contains("@") && pattern.contains("A-Z") && !pattern.contains("a-z") && !pattern.contains("(?i")) {
            section.problems()
                    .note(
                            section.at("pattern"),
                            "this pattern misses addresses in lower case",
                            "Start it with (?i) to ignore case.");
        }
        if (pattern.contains("[A-Z][a-z]+ [A-Z][a-z]+")) {
            section.problems()
                    .note(section.at("pattern"), "this pattern masks any two capitalised words, not only names", "");
        }
    }

    /// `$1` stands for a group of the pattern, as in JavaScript; a `$` without a group for itself.
    private static String replacement(Section section, Pattern pattern) {
        String text = section.text("replacement", "");
        int groups = pattern.matcher("").groupCount();
        StringBuilder java = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            boolean isGroup = c == '$' && next >= '1' && next <= '9' && next - '0' <= groups;
            java.append(isGroup ? "$" : Matcher.quoteReplacement(String.valueOf(c)));
        }
        return java.toString();
    }

    private static Pattern glob(String names) {
        StringBuilder regex = new StringBuilder();
        for (String part : names.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(part.isEmpty() ? "" : Pattern.quote(part));
        }
        return Pattern.compile(names.startsWith("*") ? ".*" + regex : regex.toString());
    }
}
