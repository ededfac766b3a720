package ai.genops.server.alert;

import ai.genops.server.alert.AlertReport.Action;
import ai.genops.server.alert.AlertReport.Counts;
import ai.genops.server.alert.AlertReport.Entry;
import ai.genops.server.alert.AlertReport.Firing;
import ai.genops.server.notice.Recipients;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Writes down what a look has found.
final class Reports {
    private Reports() {}

    static AlertReport of(long millis, Collection<Watcher> watchers, Silences silences, AlertPlan plan, Told told) {
        List<Entry> entries = watchers.stream()
                .map(watcher -> entry(watcher, silences.until(watcher.alert.id(), millis), plan.recipients()))
                .toList();
        return new AlertReport(
                millis,
                entries,
                told.history(),
                told.outbox().pending().size(),
                told.outbox().lost(),
                told.waitingEvents(),
                told.lostEvents());
    }

    private static Entry entry(Watcher watcher, long silencedUntil, Recipients recipients) {
        List<Firing> firing = watcher.alarms().stream()
                .filter(alarm -> alarm.open)
                .map(Reports::firing)
                .toList();
        String state = !firing.isEmpty()
                ? "firing"
                : watcher.failed ? "failed" : watcher.last.millis() == 0 ? "waiting" : "ok";
        return new Entry(
                watcher.alert,
                state,
                watcher.error,
                firing,
                watcher.last,
                watcher.next(),
                silencedUntil,
                new Counts(
                        watcher.runs,
                        watcher.failures,
                        watcher.skipped,
                        watcher.fired,
                        watcher.resolved,
                        watcher.notices,
                        watcher.throttled),
                actions(watcher.alert, recipients));
    }

    static Firing firing(Alarm alarm) {
        return new Firing(alarm.key, alarm.severity, alarm.since, alarm.told, alarm.value);
    }

    private static List<Action> actions(AlertDefinition alert, Recipients recipients) {
        List<Action> actions = new ArrayList<>();
        for (String word : alert.actions()) {
            List<String> ids = recipients.named(word);
            if (ids.isEmpty()) {
                actions.add(new Action(word, "", "not configured (there is no such destination)"));
            }
            for (String id : ids) {
                Recipients.Recipient recipient = recipients.all().get(id);
                String state = recipient == null
                        ? ""
                        : recipient.destination().availability().text();
                actions.add(new Action(word, id, state));
            }
        }
        return actions;
    }
}
