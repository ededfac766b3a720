package ai.genops.destination;

import ai.genops.event.Event;
import ai.genops.expression.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/// Events as the budget pipeline makes them.
public final class Budgets {
    private final Blocks blocks;

    public Budgets(Blocks blocks) {
        this.blocks = blocks;
        values("", 0).forEach((name, value) -> blocks.field(name, type(value)));
    }

    /// A budget at `percent` of 1000.
    public Event event(long offset, String budget, double percent) {
        Event event = Sample.event(offset, blocks.fields);
        values(budget, percent).forEach((name, value) -> event.field(blocks.fields.find(name), value));
        return event;
    }

    private static Map<String, Object> values(String budget, double percent) {
        String status = percent >= 100 ? "exhausted" : percent >= 90 ? "critical" : "normal";
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("budget_name", budget);
        values.put("team", "support");
        values.put("project", "bot");
        values.put("budget_status", status);
        values.put("budget_exhausted", percent >= 100);
        values.put("budget_used", percent * 10);
        values.put("budget_limit", 1000.0);
        values.put("budget_remaining", 1000 - percent * 10);
        values.put("actual_utilization", percent);
        values.put("alert_severity", percent >= 100 ? "critical" : percent >= 90 ? "high" : "low");
        values.put("alert_title", "Budget Alert: " + budget + " at " + percent + "%");
        return values;
    }

    private static Type type(Object value) {
        return value instanceof Double ? Type.NUMBER : value instanceof Boolean ? Type.BOOLEAN : Type.TEXT;
    }
}
