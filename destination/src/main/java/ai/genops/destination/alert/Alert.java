package ai.genops.destination.alert;

import ai.genops.event.Event;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// An event as people are told of it.
///
/// @param title one line
/// @param key the same for all events about one budget or policy of one team; at most [#MAX_KEY] characters
/// @param recovered whether it says that all is well with it again: a budget below its thresholds
/// @param source the service it comes from
/// @param kind `budget`, `policy`, `event`, or `health`: of the server itself
/// @param facts what else is known, by labels for people, in their order
public record Alert(
        String title,
        String key,
        Severity severity,
        boolean recovered,
        String source,
        String kind,
        Map<String, String> facts) {
    public static final int MAX_KEY = 255;

    /// The input of what the server says of itself. No client can send through it, and so none can close such an alert.
    public static final String HEALTH_INPUT = "genops_health";

    private static final Set<String> WELL = Set.of("ok", "normal", "healthy", "recovered", "resolved");

    private static final Map<String, Fact> FACTS = labelled();

    private static final Map<String, Fact> HEALTH_FACTS = healthLabelled();

    public static Alert of(Event event) {
        return event.inputId().equals(HEALTH_INPUT) ? ofServer(event) : ofTelemetry(event);
    }

    private static Alert ofServer(Event event) {
        return new Alert(
                Fact.ALERT_TITLE.of(event),
                key("genops/health/" + Fact.ALERT_KEY.of(event)),
                severity(event, ""),
                WELL.contains(Fact.ALERT_STATE.of(event)),
                orElse(Fact.SERVICE.of(event), "genops"),
                "health",
                facts(event, HEALTH_FACTS));
    }

    private static Alert ofTelemetry(Event event) {
        String budget = Fact.BUDGET_NAME.of(event);
        String policy = Fact.POLICY_NAME.of(event);
        String kind = !budget.isEmpty() ? "budget" : !policy.isEmpty() ? "policy" : "event";
        String name = !budget.isEmpty() ? budget : !policy.isEmpty() ? policy : event.name();
        String status = kind.equals("budget") ? Fact.BUDGET_STATUS.of(event) : Fact.POLICY_RESULT.of(event);
        return new Alert(
                title(event, kind, name, status),
                key("genops/" + kind + "/" + name + "/" + Fact.TEAM.of(event)),
                severity(event, status),
                kind.equals("budget") && WELL.contains(status.toLowerCase(Locale.ROOT)),
                orElse(Fact.SERVICE.of(event), "genops"),
                kind,
                facts(event, FACTS));
    }

    private static Map<String, String> facts(Event event, Map<String, Fact> labelled) {
        Map<String, String> facts = new LinkedHashMap<>();
        labelled.forEach((label, fact) -> {
            String text = fact.of(event);
            if (!text.isEmpty()) {
                facts.put(label, text);
            }
        });
        return Collections.unmodifiableMap(facts);
    }

    public String fact(String label) {
        return facts.getOrDefault(label, "");
    }

    private static String title(Event event, String kind, String name, String status) {
        String given = Fact.ALERT_TITLE.of(event);
        if (!given.isEmpty()) {
            return given;
        }
        return switch (kind) {
            case "budget" -> "Budget " + name + (status.isEmpty() ? "" : " is " + status);
            case "policy" -> "Policy " + name + (status.isEmpty() ? "" : ": " + status);
            default -> orElse(name, "GenOps event");
        };
    }

    private static Severity severity(Event event, String status) {
        for (String word : new String[] {Fact.ALERT_SEVERITY.of(event), Fact.POLICY_SEVERITY.of(event), status}) {
            Severity severity = Severity.of(word);
            if (severity != null) {
                return severity;
            }
        }
        return Severity.ERROR;
    }

    /// One too long ends in a hash of all of it.
    private static String key(String whole) {
        if (whole.length() <= MAX_KEY) {
            return whole;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
            String end = "-" + HexFormat.of().formatHex(hash, 0, 16);
            return whole.substring(0, MAX_KEY - end.length()) + end;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String orElse(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private static Map<String, Fact> labelled() {
        Map<String, Fact> facts = new LinkedHashMap<>();
        facts.put("Team", Fact.TEAM);
        facts.put("Project", Fact.PROJECT);
        facts.put("Budget", Fact.BUDGET_NAME);
        facts.put("Status", Fact.BUDGET_STATUS);
        facts.put("Utilization %", Fact.UTILIZATION);
        facts.put("Used", Fact.BUDGET_USED);
        facts.put("Limit", Fact.BUDGET_LIMIT);
        facts.put("Remaining", Fact.BUDGET_REMAINING);
        facts.put("Policy", Fact.POLICY_NAME);
        facts.put("Result", Fact.POLICY_RESULT);
        facts.put("Reason", Fact.POLICY_REASON);
        return facts;
    }

    private static Map<String, Fact> healthLabelled() {
        Map<String, Fact> facts = new LinkedHashMap<>();
        facts.put("About", Fact.ALERT_SUBJECT);
        facts.put("Condition", Fact.ALERT_CONDITION);
        facts.put("Value", Fact.ALERT_VALUE);
        facts.put("Since", Fact.ALERT_SINCE);
        facts.put("Server", Fact.SERVICE);
        return facts;
    }
}
