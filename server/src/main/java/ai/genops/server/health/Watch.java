package ai.genops.server.health;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Yaml;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A metric to be shown, with what the configuration says of it: `cpu_utilization (target: < 70%)`.
///
/// @param remark what stands in brackets; empty if nothing does
/// @param target the same as a condition; null if it names none
record Watch(Metric metric, String remark, @Nullable Condition target) {
    private static final Pattern FORM = Pattern.compile("([^\\s(]+)\\s*(?:\\((.*)\\))?");
    private static final Pattern TARGET = Pattern.compile("target:\\s*(.*)", Pattern.CASE_INSENSITIVE);

    /// The watch; null, with a problem, if it names no metric. For YAML `a (target: < 70%)` without quotes is a
    /// mapping, of `a (target` to `< 70%)`.
    static @Nullable Watch read(Yaml item, Problems problems) {
        if (item instanceof Yaml.Scalar scalar) {
            return read(scalar.text(), scalar.textAt(), problems);
        }
        if (item instanceof Yaml.Mapping mapping && mapping.members().size() == 1) {
            var member = mapping.members().entrySet().iterator().next();
            if (member.getValue().value() instanceof Yaml.Scalar rest) {
                return read(member.getKey() + ": " + rest.text(), mapping.at(), problems);
            }
        }
        problems.error(item.at(), "a metric to watch must be a text", "Write `cpu_utilization (target: < 70%)`.");
        return null;
    }

    private static @Nullable Watch read(String written, Location at, Problems problems) {
        Matcher form = FORM.matcher(written.strip());
        String name = form.matches() ? form.group(1) : written.strip();
        Metric metric = Metric.find(name);
        if (metric == null) {
            problems.error(at, "`" + name + "` is no metric of the server", Names.didYouMean(name, Metric.names()));
            return null;
        }
        String remark = form.group(2) == null ? "" : form.group(2).strip();
        Matcher target = TARGET.matcher(remark);
        Condition condition =
                target.matches() ? Condition.read(metric.label() + " " + target.group(1), at, problems) : null;
        return new Watch(metric, remark, condition);
    }
}
