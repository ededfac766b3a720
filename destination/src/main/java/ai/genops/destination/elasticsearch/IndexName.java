package ai.genops.destination.elasticsearch;

import ai.genops.event.Event;
import ai.genops.expression.EvaluationException;
import ai.genops.expression.ExpressionException;
import ai.genops.expression.Scope;
import ai.genops.expression.Template;
import ai.genops.pipeline.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The key `index`: the name of an index, a data stream or an alias, with holes: `${_time:%Y.%m.%d}`, the event's time
/// in UTC, and `${expression}`, such as `${team}`. What a hole gives is made to fit a name (lower case, `_` for what is
/// not allowed); without a value it is `none`.
final class IndexName {
    private static final Pattern HOLE = Pattern.compile("\\$\\{([^{}]*)}");
    private static final Pattern TIME = Pattern.compile("\\s*_time\\s*:(.*)");
    private static final String NONE = "none";

    private final Section block;
    private final String text;

    private IndexName(Section block, String text) {
        this.block = block;
        this.text = text;
    }

    /// A part of a name.
    @FunctionalInterface
    interface Part {
        String of(Event event);
    }

    static IndexName read(Section block) {
        String text = block.text("index", "genops");
        String fixed = HOLE.matcher(text).replaceAll("x");
        String problem =
                "`index` must be a name in lower case without spaces and `\\ / * ? \" < > | , # :`, is `" + text + "`";
        block.problems()
                .require(
                        fixed.matches("[^A-Z\\s\\\\/*?\"<>|,#:{}$_+-][^A-Z\\s\\\\/*?\"<>|,#:{}$]*")
                                && !fixed.matches("[.]{1,2}"),
                        block.at("index"),
                        problem,
                        "Write `genops-${_time:%Y.%m.%d}` or `genops`.");
        return new IndexName(block, text);
    }

    /// How events of a route are named. What is wrong with it is among the block's problems.
    Function<Event, String> compile(Scope scope) {
        List<Part> parts = new ArrayList<>();
        Matcher hole = HOLE.matcher(text);
        int from = 0;
        while (hole.find()) {
            String fixed = text.substring(from, hole.start());
            parts.add(_ -> fixed);
            Matcher time = TIME.matcher(hole.group(1));
            parts.add(time.matches() ? time(time.group(1)) : expression(hole.group(), scope));
            from = hole.end();
        }
        String rest = text.substring(from);
        parts.add(_ -> rest);
        return parts.size() == 1 ? _ -> text : event -> together(parts, event);
    }

    private Part time(String pattern) {
        try {
            TimeFormat format = TimeFormat.of(pattern);
            return event -> format.text(event.timeNanos());
        } catch (IllegalArgumentException e) {
            String problem = "`index`: `" + e.getMessage() + "` is not known in a time";
            block.problems().error(block.at("index"), problem, "Known are " + TimeFormat.LETTERS + ".");
            return _ -> NONE;
        }
    }

    private Part expression(String hole, Scope scope) {
        try {
            Template template = Template.compileText(hole, scope, block.secrets()::variable);
            return event -> fit(value(template, event));
        } catch (ExpressionException e) {
            e.problems().forEach(p -> block.problems().error(block.at("index"), "`index`: " + p.message(), ""));
            return _ -> NONE;
        }
    }

    private static @Nullable String value(Template template, Event event) {
        try {
            return template.textIfComplete(event);
        } catch (EvaluationException e) {
            return null;
        }
    }

    private static String fit(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return NONE;
        }
        String fit = value.strip().toLowerCase(Locale.ROOT).replaceAll("[\\p{Cntrl}\\s\\\\/*?\"<>|,#:]", "_");
        return fit.length() <= 100 ? fit : fit.substring(0, 100);
    }

    /// A name begins with none of `- _ +` and is not `.` or `..`, whatever the values are.
    private static String together(List<Part> parts, Event event) {
        var name = new StringBuilder();
        parts.forEach(part -> name.append(part.of(event)));
        return "-_+.".indexOf(name.charAt(0)) >= 0 ? NONE + name : name.toString();
    }
}
