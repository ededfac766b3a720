package ai.genops.destination.alert;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;

/// Something an event may say: under the name of the pipelines' field, else as the attribute it comes from.
enum Fact {
    ALERT_TITLE("alert_title", "genops.alert.title"),
    ALERT_SEVERITY("alert_severity", "genops.alert.severity"),
    ALERT_KEY("alert_key", "genops.alert.key"),
    ALERT_STATE("alert_state", "genops.alert.state"),
    ALERT_CONDITION("alert_condition", "genops.alert.condition"),
    ALERT_VALUE("alert_value", "genops.alert.value"),
    ALERT_SUBJECT("alert_subject", "genops.alert.subject"),
    ALERT_SINCE("alert_since", "genops.alert.since"),
    BUDGET_NAME("budget_name", "genops.budget.name"),
    BUDGET_STATUS("budget_status", "genops.budget.status"),
    BUDGET_USED("budget_used", "genops.budget.consumed"),
    BUDGET_LIMIT("budget_limit", "genops.budget.allocated"),
    BUDGET_REMAINING("budget_remaining", "genops.budget.remaining"),
    UTILIZATION("actual_utilization", "genops.budget.utilization_percent"),
    POLICY_NAME("policy_name", "genops.policy.name"),
    POLICY_RESULT("policy_result", "genops.policy.result"),
    POLICY_REASON("policy_reason", "genops.policy.reason"),
    POLICY_SEVERITY("policy_severity", "genops.policy.metadata.severity"),
    TEAM("team", "genops.team"),
    PROJECT("project", "genops.project"),
    SERVICE("service_name", "service.name");

    private final String field;

    @SuppressWarnings("ImmutableEnumChecker") // it never changes; nothing says so in its type
    private final AttributeName attribute;

    Fact(String field, String attribute) {
        this.field = field;
        this.attribute = AttributeName.of(attribute);
    }

    /// As text; empty if the event does not say it.
    String of(Event event) {
        int slot = event.fields().find(field);
        Object value = slot < 0 ? null : event.field(slot);
        if (value == null) {
            value = event.attribute(attribute);
        }
        return switch (value) {
            case null -> "";
            case String text -> text.strip();
            default -> new JsonBuffer(32).value(value).toString();
        };
    }
}
