package ai.genops.server.health;

import ai.genops.server.health.HealthReport.Recipient;
import ai.genops.server.notice.Outbox;
import ai.genops.server.notice.Recipients;
import java.util.ArrayList;
import java.util.List;

/// Writes down what a look has found.
final class Reports {
    private Reports() {}

    static HealthReport of(Sample sample, Values values, HealthPlan plan, List<Alarm> alarms, Outbox outbox) {
        List<HealthReport.Alert> alerts =
                alarms.stream().map(alarm -> alert(alarm, plan.recipients())).toList();
        return new HealthReport(
                sample.millis(),
                sample.log().obstacle(),
                alerts,
                values(values, plan.rules()),
                outbox.pending().size(),
                outbox.lost());
    }

    private static HealthReport.Alert alert(Alarm alarm, Recipients recipients) {
        Rule rule = alarm.rule();
        boolean unknown = !alarm.known() && alarm.state() == Alarm.State.OK;
        return new HealthReport.Alert(
                rule.name(),
                rule.description(),
                alarm.subject(),
                rule.severity(),
                unknown ? "unknown" : alarm.state().label(),
                alarm.sinceMillis(),
                rule.condition().written(),
                alarm.shown(),
                rule.holdFor(),
                notified(rule, recipients),
                rule.condition().at());
    }

    private static List<Recipient> notified(Rule rule, Recipients recipients) {
        List<Recipient> notified = new ArrayList<>();
        for (String word : rule.notifies()) {
            List<String> ids = recipients.named(word);
            if (ids.isEmpty()) {
                notified.add(new Recipient(word, "", "not configured (there is no such destination)"));
            }
            for (String id : ids) {
                Recipients.Recipient recipient = recipients.all().get(id);
                String state = recipient == null
                        ? ""
                        : recipient.destination().availability().text();
                notified.add(new Recipient(word, id, state));
            }
        }
        return notified;
    }

    private static List<HealthReport.Value> values(Values values, HealthRules rules) {
        List<HealthReport.Value> all = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            Watch watch = rules.watched().stream()
                    .filter(watched -> watched.metric() == metric)
                    .findFirst()
                    .orElse(null);
            for (String subject : values.subjects(metric.scope())) {
                Condition target = watch == null ? null : watch.target();
                all.add(new HealthReport.Value(
                        metric,
                        subject,
                        values.find(metric, subject),
                        watch == null ? "" : watch.remark(),
                        target == null ? null : target.test(values, subject)));
            }
        }
        return all;
    }
}
