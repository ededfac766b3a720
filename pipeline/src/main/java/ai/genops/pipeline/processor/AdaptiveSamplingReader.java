package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Units;
import ai.genops.pipeline.processor.recent.Traffic;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `target`, the events per time that are to be kept of each group, `group_by`, and how the rate follows.
final class AdaptiveSamplingReader implements ProcessorReaders.Reader {
    private static final Pattern TARGET = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(?:/\\s*(\\w+))?");
    private static final int MAX_GROUPS = 1_000_000;
    private static final double LEAST_WEIGHT = 0.05;

    @Override
    public Processor read(Section block, PipelineScope scope) {
        double perSecond = target(block);
        Identity group = IdentityReader.read(block, "group_by", scope);
        Duration window = SuppressionReader.window(block, "window", Duration.ofSeconds(30));
        double minRate = block.number("min_rate", 0.001);
        block.problems()
                .require(
                        minRate > 0 && minRate <= 1,
                        block.at("min_rate"),
                        "`min_rate` must be a share above 0 and up to 1, is " + block.text("min_rate", ""),
                        "A rate of 0 would leave events out that nothing stands for; write 0.1 % as 0.001.");
        double weight = block.number("weight", 0.5);
        block.problems()
                .require(
                        weight >= LEAST_WEIGHT && weight <= 1,
                        block.at("weight"),
                        "`weight` must be from " + LEAST_WEIGHT + " to 1, is " + block.text("weight", ""),
                        "1 looks at the last window only; less looks further back.");
        int maxGroups = block.integer("max_groups", 10_000, 1, MAX_GROUPS);
        String label = block.text("name", block.text("type"));
        Failures crowded = scope.failures(label, "max_groups: " + maxGroups, block.at("max_groups"));
        String message = "more than " + maxGroups + " groups: the others share one budget";
        var budget =
                new Traffic.Budget(perSecond * window.toMillis() / 1000, window.toMillis(), minRate, weight, maxGroups);
        return new Remembering(_ -> new AdaptiveSampling(group, new Traffic(budget, () -> crowded.failed(message))));
    }

    /// Events per second.
    private static double target(Section block) {
        String text = block.text("target");
        Matcher target = TARGET.matcher(text);
        if (target.matches()) {
            double count = Double.parseDouble(target.group(1));
            String unit = target.group(2) == null ? "s" : target.group(2);
            Duration per = Units.duration(Character.isDigit(unit.charAt(0)) ? unit : "1" + unit);
            if (count > 0 && per != null && per.isPositive()) {
                return count * 1000 / per.toMillis();
            }
        }
        if (!text.isEmpty()) {
            block.problems()
                    .error(
                            block.at("target"),
                            "`target` must be how many events of a group to keep in what time, is `" + text + "`",
                            "Such as `10/s` or `600/min`.");
        }
        return 1;
    }
}
