package ai.genops.destination.template;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.UnencodableException;
import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import ai.genops.expression.EvaluationException;
import ai.genops.expression.ExpressionException;
import ai.genops.expression.Problem;
import ai.genops.expression.Scope;
import ai.genops.expression.Template;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A template as it stands in a block, to be compiled with the names of each route that uses it. One whose text
/// begins as JSON does is JSON with holes; any other is plain text.
public final class PayloadTemplate {
    private static final Pattern SETTING = Pattern.compile("\\$\\{\\s*([A-Z][A-Z0-9_]*)\\s*}");

    private final Section block;
    private final String key;
    private final Yaml.Scalar source;

    private PayloadTemplate(Section block, String key, Yaml.Scalar source) {
        this.block = block;
        this.key = key;
        this.source = source;
    }

    /// The template under a key; null if there is none.
    public static @Nullable PayloadTemplate read(Section block, String key) {
        Yaml value = block.find(key);
        if (value == null || value instanceof Yaml.Scalar) {
            return value == null ? null : new PayloadTemplate(block, key, (Yaml.Scalar) value);
        }
        block.problems().error(value.at(), "`" + key + "` must be a text", "Put `|` after the colon, and indent it.");
        return null;
    }

    /// The template that a route has of its own under a key; null if it has none. A variable that its text
    /// names must be set, unless the destination waits for others that are `missing`.
    public static @Nullable PayloadTemplate ofRoute(Section options, String key, List<String> missing) {
        PayloadTemplate own = read(options, key);
        if (own != null && missing.isEmpty()) {
            own.missing()
                    .forEach(
                            name -> options.problems().error(own.at(), "`" + key + "`: " + name, "Set this variable."));
        }
        return own;
    }

    public boolean isJson() {
        String text = source.text().strip();
        return text.startsWith("{") || text.startsWith("[");
    }

    public String text() {
        return source.text();
    }

    public Location at() {
        return source.at();
    }

    /// Settings that its text names and that are not set, in words that follow "not configured".
    public List<String> missing() {
        return new TreeSet<>(SETTING.matcher(source.text())
                        .results()
                        .map(match -> match.group(1))
                        .filter(name -> block.secrets().variable(name) == null)
                        .toList())
                .stream().map(name -> name + " is not set").toList();
    }

    /// How events of a route are written by it. What is wrong with it is among the problems of its block; then the
    /// encoder writes nothing.
    public Encoder compile(Scope scope, Redaction redaction) {
        return compile(isJson(), scope, redaction, UnaryOperator.identity());
    }

    /// The same for what is plain text however it begins. `escape` is applied to every value that is filled in.
    public Encoder compileText(Scope scope, Redaction redaction, UnaryOperator<String> escape) {
        return compile(false, scope, redaction, escape);
    }

    private Encoder compile(boolean json, Scope scope, Redaction redaction, UnaryOperator<String> escape) {
        try {
            Template template = json
                    ? Template.compileJson(source.text(), scope, name -> setting(name, redaction))
                    : Template.compileText(source.text(), scope, name -> setting(name, redaction));
            for (Problem note : template.notes()) {
                block.problems().note(place(note), "`" + key + "`: " + note.message(), "");
            }
            return (event, out) -> write(template, event, escape, out);
        } catch (ExpressionException e) {
            for (Problem problem : e.problems()) {
                block.problems().error(place(problem), "`" + key + "`: " + problem.message(), "");
            }
            return (_, _) -> {};
        }
    }

    private @Nullable String setting(String name, Redaction redaction) {
        String value = block.secrets().variable(name);
        if (value != null) {
            redaction.add(value);
        }
        return value;
    }

    private Location place(Problem problem) {
        return source.textAt().within(problem.line(), problem.column());
    }

    private static void write(Template template, Event event, UnaryOperator<String> escape, JsonBuffer out)
            throws UnencodableException {
        try {
            template.write(event, out, escape);
        } catch (EvaluationException e) {
            throw new UnencodableException("the payload template failed: " + e.getMessage());
        }
    }
}
