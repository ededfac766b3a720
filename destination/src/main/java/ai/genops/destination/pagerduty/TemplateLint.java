package ai.genops.destination.pagerduty;

import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.config.Section;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wrong with a template for PagerDuty, and what is legal and yet not what anybody wants.
final class TemplateLint {
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");
    private static final Pattern DEDUP_BY_TIME =
            Pattern.compile("\"dedup_key\"\\s*:\\s*\"[^\"]*\\$\\{[^}]*(Date\\.now|Math\\.random)[^\"]*\"");
    private static final Pattern SEVERITY = Pattern.compile("\"severity\"\\s*:\\s*\"([^\"$]*)\"");

    private TemplateLint() {}

    static void check(PayloadTemplate template, Section block) {
        block.problems()
                .require(
                        template.text().strip().startsWith("{"),
                        template.at(),
                        "`payload_template` is not a JSON object, and PagerDuty takes nothing else",
                        "Begin it with `{`, or remove it: there is a default.");
        if (DEDUP_BY_TIME.matcher(template.text()).find()) {
            String text = "`dedup_key` changes with every event: each opens an incident of its own, and none resolves";
            block.problems().note(template.at(), text, "Build it of what stays the same, such as the budget's name.");
        }
        Matcher severity = SEVERITY.matcher(template.text());
        if (severity.find() && !SEVERITIES.contains(severity.group(1))) {
            String text = "`severity` is `" + severity.group(1) + "`, which PagerDuty refuses";
            block.problems().note(template.at(), text, "It takes critical, error, warning and info.");
        }
    }
}
