package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Auto Timestamp: finds a time in a text and sets `_time`. Where none is found, or one that is too early or
/// too late, the event keeps its own, which is when it was received if it had none.
final class TimestampFunction implements CriblFunction {
    private static final String USUAL = "time.getTime() / 1000";
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
        String within = TimeBound.of(conf, "earliestDateAllowed", "time >= ", steps)
                + TimeBound.of(conf, "latestDateAllowed", "time <= ", steps);
        List<String> found = new ArrayList<>();
        for (Section one : conf.sections("timestamps")) {
            found.add(formatted(text, one, zone, within, expression));
            one.finish();
        }
        found.add("[C.Time.timestampFinder(" + zone + ").find(" + text + ") * 1000].filter(time => time" + within + ")"
                + (expression.strip().equals(USUAL)
                        ? ".map(time => time / 1000)[0]"
                        : ".map(time => [new Date(time)].map(time => (" + expression + "))[0])[0]"));
        otherwise(conf, steps);
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

    private static String formatted(String text, Section one, String zone, String within, String expression) {
        String regex = one.text("regex");
        String format = one.text("strptime").replace("\\", "\\\\").replace("'", "\\'");
        String literal = regex.startsWith("/") ? regex : "/" + regex.replace("/", "\\/") + "/";
        return "[" + text + ".match(" + literal + ")].filter(found => found)"
                + ".map(found => C.Time.strptime(found[1] ?? found[0], '" + format + "'"
                + (zone.isEmpty() ? "" : ", " + zone) + "))"
                + ".filter(time => time" + within + ").map(time => (" + expression + "))[0]";
    }

    /// What happens where no time is found.
    private static void otherwise(Section conf, Steps steps) {
        String time = conf.choice("defaultTime", "now", List.of("now", "last", "none"));
        if (!time.equals("now")) {
            steps.problems()
                    .note(
                            conf.at("defaultTime"),
                            "where no time is found, the event keeps its own here, whatever `defaultTime` says",
                            "");
        }
    }
}
