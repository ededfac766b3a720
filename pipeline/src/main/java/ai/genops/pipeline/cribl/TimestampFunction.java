package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Auto Timestamp: finds a time in a text and sets `_time`. Where none is found the event keeps its own, which is when
/// it was received if it had none.
final class TimestampFunction implements CriblFunction {
    private static final String USUAL = "time.getTime() / 1000";
    private static final Set<String> USUAL_BOUNDS = Set.of("", "-420weeks", "+1week");
    private static final Set<String> UTC = Set.of("", "utc", "etc/utc", "gmt", "local");

    @Override
    public List<Block> processors(Section conf, Steps steps) {
        String source = conf.find("srcField") instanceof Yaml.Scalar name
                ? steps.expression(name).text()
                : "_raw";
        String into = conf.text("dstField", "_time");
        String expression = conf.text("timeExpression", USUAL);
        int from = conf.integer("offset", 0, 0, Integer.MAX_VALUE);
        int length = conf.integer("maxLen", 150, 1, Integer.MAX_VALUE);
        String zone = zone(conf, steps);
        String text = "String(" + source + " ?? '').slice(" + from + ", " + ((long) from + length) + ")";
        List<String> found = new ArrayList<>();
        for (Section one : conf.sections("timestamps")) {
            found.add(formatted(text, one, zone, expression));
            one.finish();
        }
        found.add("[C.Time.timestampFinder(" + zone + ").find(" + text + ")].filter(seconds => seconds)"
                + (expression.strip().equals(USUAL)
                        ? "[0]"
                        : ".map(seconds => [new Date(seconds * 1000)].map(time => (" + expression + "))[0])[0]"));
        conf.text("defaultTime", "");
        note(conf, "earliestDateAllowed", steps);
        note(conf, "latestDateAllowed", steps);
        Block set = new Block(conf.at()).put(into, Block.scalar(String.join(" ?? ", found), conf.at()));
        steps.set(into);
        return List.of(Block.of("eval", conf.at()).blocks("expressions", List.of(set)));
    }

    /// In quotes; empty: UTC.
    private static String zone(Section conf, Steps steps) {
        String name = conf.text("defaultTimezone", "local");
        if (UTC.contains(name.toLowerCase(Locale.ROOT))) {
            return "";
        }
        boolean known = ZoneId.getAvailableZoneIds().contains(name);
        steps.problems()
                .require(
                        known,
                        conf.at("defaultTimezone"),
                        "there is no time zone `" + name + "`",
                        "Write it as Europe/Berlin, or UTC.");
        return known ? "'" + name + "'" : "";
    }

    private static String formatted(String text, Section one, String zone, String expression) {
        String regex = one.text("regex");
        String format = one.text("strptime").replace("\\", "\\\\").replace("'", "\\'");
        String literal = regex.startsWith("/") ? regex : "/" + regex.replace("/", "\\/") + "/";
        return "[" + text + ".match(" + literal + ")].filter(found => found)"
                + ".map(found => C.Time.strptime(found[1] ?? found[0], '" + format + "'"
                + (zone.isEmpty() ? "" : ", " + zone) + "))"
                + ".filter(time => time).map(time => (" + expression + "))[0]";
    }

    private static void note(Section conf, String key, Steps steps) {
        if (!USUAL_BOUNDS.contains(conf.text(key, "").strip())) {
            steps.problems()
                    .note(
                            conf.at(key),
                            "`" + key + "` does nothing here: a time that is found is taken",
                            "Add a condition to an `eval`, if events may have times that cannot be.");
        }
    }
}
