package ai.genops.destination.vendor;

import ai.genops.destination.settings.DestinationBlock;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.config.Section;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// PagerDuty, Events API v2.
final class PagerDuty {
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");
    private static final Pattern DEDUP_BY_TIME =
            Pattern.compile("\"dedup_key\"\\s*:\\s*\"[^\"]*\\$\\{[^}]*(Date\\.now|Math\\.random)[^\"]*\"");
    private static final Pattern SEVERITY = Pattern.compile("\"severity\"\\s*:\\s*\"([^\"$]*)\"");

    private PagerDuty() {}

    static void read(DestinationBlock block) {
        block.required("routing_key");
        block.optional("endpoint");
        PayloadTemplate template = block.template("payload_template");
        if (template != null) {
            lint(template, block.section());
        }
    }

    /// What is legal and yet not what anybody wants.
    static void lint(PayloadTemplate template, Section block) {
        if (DEDUP_BY_TIME.matcher(template.text()).find()) {
            String text = "`dedup_key` changes with every event: each opens an incident of its own, and none resolves";
            block.problems().note(template.at(), text, "Build it of what stays the same, such as the budget's name.");
        }
        Matcher severity = SEVERITY.matcher(template.text());
        if (severity.find() && template.text().contains("\"routing_key\"") && !SEVERITIES.contains(severity.group(1))) {
            String text = "`severity` is `" + severity.group(1) + "`, which PagerDuty refuses";
            block.problems().note(template.at(), text, "It takes critical, error, warning and info.");
        }
    }
}
