package ai.genops.server.health;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A condition as it is written, `cpu_utilization > 80% && pipeline_lag > 10 seconds`, made into plain JavaScript: what
/// has a unit becomes a number of percent, seconds or bytes.
///
/// @param metrics those it names
/// @param namesKnown whether all of its names are metrics
record ConditionText(String javaScript, Set<Metric> metrics, boolean namesKnown) {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<text>\"[^\"]*\"|'[^']*')|(?<number>[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?:\\s*%|\\s*[A-Za-z]+)?)"
                    + "|(?<name>[A-Za-z_$][\\w$.]*)|(?<compare>[<>]=?|[=!]==?)|(?<other>\\S)");
    private static final Set<String> WORDS = Set.of("true", "false");

    /// A part of it: a metric, a comparison, or a literal with its unit.
    private record Token(
            int start,
            @Nullable Metric metric,
            boolean compares,
            @Nullable Unit unit) {
        boolean isLiteral() {
            return unit != null && metric == null;
        }
    }

    /// Tells every name that is no metric, and every comparison of different units.
    static ConditionText of(String written, Location at, Problems problems) {
        StringBuilder script = new StringBuilder();
        Set<Metric> metrics = EnumSet.noneOf(Metric.class);
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(written);
        int done = 0;
        boolean known = true;
        while (matcher.find()) {
            script.append(written, done, matcher.start());
            done = matcher.end();
            String text = matcher.group();
            int start = matcher.start();
            if (matcher.group("number") != null) {
                Literal literal = Literal.of(text, written.substring(done));
                script.append(literal.text());
                tokens.add(new Token(start, null, false, literal.unit()));
            } else if (matcher.group("name") != null && !WORDS.contains(text)) {
                script.append(text);
                Metric metric = Metric.find(text);
                if (metric == null) {
                    known = false;
                    unknown(text, at.within(1, start + 1), problems);
                } else {
                    metrics.add(metric);
                }
                tokens.add(new Token(start, metric, false, metric == null ? null : metric.unit()));
            } else {
                script.append(text);
                Unit unit = matcher.group("text") != null ? Unit.STATE : null;
                tokens.add(new Token(start, null, matcher.group("compare") != null, unit));
            }
        }
        script.append(written, done, written.length());
        sameUnits(tokens, at, problems);
        return new ConditionText(script.toString(), metrics, known);
    }

    private static void unknown(String name, Location at, Problems problems) {
        problems.error(at, "`" + name + "` is no metric of the server", Names.didYouMean(name, Metric.names()));
    }

    private static void sameUnits(List<Token> tokens, Location at, Problems problems) {
        for (int i = 1; i + 1 < tokens.size(); i++) {
            Token left = tokens.get(i - 1);
            Token right = tokens.get(i + 1);
            Metric metric = left.metric() != null ? left.metric() : right.metric();
            Token literal = left.metric() != null ? right : left;
            Unit given = literal.unit();
            if (tokens.get(i).compares() && metric != null && literal.isLiteral() && given != null) {
                boolean number = metric.unit() != Unit.STATE && given == Unit.COUNT;
                problems.require(
                        number || given == metric.unit(),
                        at.within(1, literal.start() + 1),
                        "`" + metric.label() + "` is in " + metric.unit().label() + ", and is compared with "
                                + given.label(),
                        metric.unit() == Unit.STATE
                                ? "It is a word: " + metric.meaning() + "."
                                : "Write a number of " + metric.unit().label() + ".");
            }
        }
    }

    /// A number with or without a unit, in the unit that metrics have.
    private record Literal(String text, Unit unit) {
        private static final Pattern ENDS = Pattern.compile("\\s*(?:$|[)&|?:,<>=!].*)");

        static Literal of(String written, String rest) {
            if (written.endsWith("%")) {
                String number = written.substring(0, written.length() - 1).strip();
                // Anything else is JavaScript's remainder.
                return ENDS.matcher(rest).matches()
                        ? new Literal(number, Unit.PERCENT)
                        : new Literal(written, Unit.COUNT);
            }
            if (Character.isDigit(written.charAt(written.length() - 1))) {
                return new Literal(written, Unit.COUNT);
            }
            Duration duration = Units.duration(written);
            if (duration != null) {
                return new Literal(Double.toString(duration.toMillis() / 1e3), Unit.SECONDS);
            }
            Long bytes = Units.bytes(written);
            return bytes == null ? new Literal(written, Unit.COUNT) : new Literal(Long.toString(bytes), Unit.BYTES);
        }
    }
}
