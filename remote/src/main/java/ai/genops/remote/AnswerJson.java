package ai.genops.remote;

import ai.genops.governance.budget.Alert;
import ai.genops.governance.budget.Balance;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.BudgetStoreException;
import ai.genops.governance.budget.Entry;
import ai.genops.governance.budget.Outcome;
import ai.genops.governance.budget.Request;
import ai.genops.governance.budget.Settlement;
import ai.genops.governance.budget.StoredHold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link StoreCall#on} gives, as JSON. Amounts in units are texts, those of the ledger billionths. */
public final class AnswerJson {
    private AnswerJson() {}

    /** Any result; a key that is not known is {@code {"known":false}}. */
    public static String write(@Nullable Object result) {
        return JsonText.of(members(result));
    }

    private static Map<String, Object> members(@Nullable Object result) {
        if (result instanceof Outcome outcome) {
            return outcome(outcome);
        } else if (result instanceof Settlement settlement) {
            return settlement(settlement);
        } else if (result instanceof Balance balance) {
            return balance(balance);
        } else if (result instanceof List<?> lines) {
            return Map.of(
                    "entries", lines.stream().map(line -> entry((Entry) line)).toList());
        } else if (result instanceof Boolean held) {
            return Map.of("held", held);
        } else if (result instanceof Integer expired) {
            return Map.of("expired", expired);
        }
        return Map.of("known", false);
    }

    private static Map<String, Object> outcome(Outcome outcome) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (outcome instanceof Outcome.Granted granted) {
            members.put("outcome", "granted");
            members.put(
                    "exceeded", granted.exceeded().stream().map(Budget::name).toList());
        } else if (outcome instanceof Outcome.Refused refused) {
            members.put("outcome", "refused");
            members.put("budget", refused.budget().name());
            members.put("remaining", refused.remaining().toPlainString());
            Instant retryAt = refused.retryAt();
            if (retryAt != null) {
                members.put("retry_at", retryAt.toString());
            }
        } else if (outcome instanceof Outcome.Conflict conflict) {
            members.put("outcome", "conflict");
            members.put("reason", conflict.reason());
        } else if (outcome instanceof Outcome.Unavailable unavailable) {
            throw new BudgetStoreException(unavailable.reason(), null);
        }
        return members;
    }

    /** What became of a request of this store. */
    static Outcome outcome(String json, BudgetStore store, Request request) {
        Fields fields = Fields.of(json);
        return switch (fields.text("outcome")) {
            case "granted" ->
                new Outcome.Held(
                        new StoredHold(store, request),
                        fields.list("exceeded").stream()
                                .map(name -> named(String.valueOf(name), request))
                                .toList());
            case "refused" ->
                new Outcome.Refused(
                        named(fields.text("budget"), request),
                        fields.amount("remaining"),
                        fields.has("retry_at") ? fields.time("retry_at") : null);
            default -> new Outcome.Conflict(request.key(), fields.text("reason"));
        };
    }

    private static Budget named(String name, Request request) {
        return request.budgets().list().stream()
                .filter(budget -> budget.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("`" + name + "` was not asked for"));
    }

    private static Map<String, Object> settlement(Settlement settlement) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("state", settlement.state().name());
        members.put("reserved", settlement.reserved().toPlainString());
        members.put("charged", settlement.charged().toPlainString());
        members.put("late", settlement.late());
        members.put("repeated", settlement.repeated());
        members.put(
                "alerts", settlement.alerts().stream().map(AnswerJson::alert).toList());
        return members;
    }

    static @Nullable Settlement settlement(String json) {
        Fields fields = Fields.of(json);
        return fields.has("known")
                ? null
                : new Settlement(
                        fields.choice("state", Settlement.State.class),
                        fields.nanos("reserved"),
                        fields.nanos("charged"),
                        fields.flag("late"),
                        fields.flag("repeated"),
                        fields.objects("alerts").stream().map(AnswerJson::alert).toList());
    }

    private static Map<String, Object> alert(Alert alert) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("budget", alert.budget());
        members.put("percent", alert.percent());
        members.put("period", alert.period().toString());
        members.put("spent", alert.spent().toPlainString());
        members.put("cap", alert.cap().toPlainString());
        return members;
    }

    private static Alert alert(Fields fields) {
        return new Alert(
                fields.text("budget"),
                fields.integer("percent"),
                fields.time("period"),
                fields.amount("spent"),
                fields.amount("cap"));
    }

    private static Map<String, Object> balance(Balance balance) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("cell", balance.cell().toString());
        members.put("cap", balance.cap().toPlainString());
        members.put("committed", balance.committed().toPlainString());
        members.put("reserved", balance.reserved().toPlainString());
        members.put("remaining", balance.remaining().toPlainString());
        return members;
    }

    static Balance balance(String json) {
        Fields fields = Fields.of(json);
        return new Balance(
                fields.time("cell"), fields.nanos("cap"), fields.nanos("committed"), fields.nanos("reserved"));
    }

    private static Map<String, Object> entry(Entry line) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("sequence", line.sequence());
        members.put("at", line.at().toString());
        members.put("budget", line.budget());
        members.put("cell", line.cell().toString());
        members.put("key", line.key());
        members.put("kind", line.kind().name());
        members.put("reserved", line.reserved());
        members.put("committed", line.committed());
        return members;
    }

    static List<Entry> entries(String json) {
        List<Entry> lines = new ArrayList<>();
        for (Fields fields : Fields.of(json).objects("entries")) {
            lines.add(new Entry(
                    fields.number("sequence"),
                    fields.time("at"),
                    fields.text("budget"),
                    fields.time("cell"),
                    fields.text("key"),
                    fields.choice("kind", Entry.Kind.class),
                    fields.number("reserved"),
                    fields.number("committed")));
        }
        return lines;
    }

    static boolean held(String json) {
        return Fields.of(json).flag("held");
    }

    static int expired(String json) {
        return Fields.of(json).integer("expired");
    }
}
