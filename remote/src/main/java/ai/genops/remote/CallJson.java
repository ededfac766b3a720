package ai.genops.remote;

import ai.genops.governance.budget.Approval;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.BudgetSet;
import ai.genops.governance.budget.Nanos;
import ai.genops.governance.budget.Request;
import ai.genops.governance.budget.Request.Abandoned;
import ai.genops.governance.budget.Window;
import ai.genops.governance.budget.WindowText;
import ai.genops.remote.StoreCall.Approve;
import ai.genops.remote.StoreCall.BalanceOf;
import ai.genops.remote.StoreCall.Commit;
import ai.genops.remote.StoreCall.Correct;
import ai.genops.remote.StoreCall.Expire;
import ai.genops.remote.StoreCall.Extend;
import ai.genops.remote.StoreCall.LedgerOf;
import ai.genops.remote.StoreCall.Release;
import ai.genops.remote.StoreCall.Reserve;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Calls as JSON, one line each. Amounts are texts; docs/api.md has the members. */
public final class CallJson {
    private CallJson() {}

    /** The arguments; the operation is told beside them. */
    public static String write(StoreCall call) {
        return JsonText.of(members(call));
    }

    private static Map<String, Object> members(StoreCall call) {
        if (call instanceof Reserve reserve) {
            return request(reserve.request());
        } else if (call instanceof Commit commit) {
            return keyed(commit.key(), "actual", commit.actual().toPlainString());
        } else if (call instanceof Release release) {
            return Map.of("key", release.key());
        } else if (call instanceof Correct correct) {
            return keyed(correct.key(), "actual", correct.actual().toPlainString());
        } else if (call instanceof Extend extend) {
            return keyed(extend.key(), "lease_ms", extend.lease().toMillis());
        } else if (call instanceof BalanceOf balance) {
            return Map.of("budget", budget(balance.budget()));
        } else if (call instanceof Approve approve) {
            return approval(approve.approval());
        } else if (call instanceof LedgerOf ledger) {
            return Map.of("budget", ledger.budget());
        }
        return Map.of();
    }

    /**
     * The call that a body describes.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong and may be shown
     */
    public static StoreCall read(String operation, String json) {
        Fields fields = Fields.of(json);
        try {
            return switch (operation) {
                case "reserve" -> new Reserve(request(fields));
                case "commit" -> new Commit(fields.text("key"), checked(fields, "actual"));
                case "release" -> new Release(fields.text("key"));
                case "correct" -> new Correct(fields.text("key"), checked(fields, "actual"));
                case "extend" -> new Extend(fields.text("key"), Duration.ofMillis(fields.number("lease_ms")));
                case "expire" -> new Expire();
                case "balance" -> new BalanceOf(budget(fields.object("budget")));
                case "approve" -> new Approve(approval(fields));
                case "ledger" -> new LedgerOf(fields.text("budget"));
                default ->
                    throw new IllegalArgumentException("there is no operation `" + operation + "`; there are reserve,"
                            + " commit, release, correct, extend, expire, balance, approve, ledger");
            };
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static BigDecimal checked(Fields fields, String name) {
        BigDecimal amount = fields.amount(name);
        Nanos.of(amount);
        return amount;
    }

    private static Map<String, Object> keyed(String key, String name, Object value) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("key", key);
        members.put(name, value);
        return members;
    }

    private static Map<String, Object> request(Request request) {
        Map<String, Object> members =
                keyed(request.key(), "amount", request.amount().toPlainString());
        members.put("lease_ms", request.lease().toMillis());
        members.put("abandoned", request.abandoned().name());
        members.put("enforced", request.enforced());
        List<Object> budgets = new ArrayList<>();
        request.budgets().forEach(budget -> budgets.add(budget(budget)));
        members.put("budgets", budgets);
        return members;
    }

    private static Request request(Fields fields) {
        List<Budget> budgets =
                fields.objects("budgets").stream().map(CallJson::budget).toList();
        return new Request(
                fields.text("key"),
                BudgetSet.of(budgets),
                Nanos.of(fields.amount("amount")),
                Duration.ofMillis(fields.number("lease_ms")),
                fields.choice("abandoned", Abandoned.class),
                fields.flag("enforced"));
    }

    private static Map<String, Object> budget(Budget budget) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", budget.name());
        members.put("scope", new TreeMap<>(budget.scope()));
        members.put("unit", budget.unit());
        members.put("cap", budget.cap().toPlainString());
        members.put("window", WindowText.of(budget.window()));
        members.put("excess", budget.excess().name());
        members.put("thresholds", budget.thresholds());
        return members;
    }

    private static Budget budget(Fields fields) {
        Map<String, String> scope = new TreeMap<>();
        fields.object("scope")
                .members()
                .forEach((name, value) -> scope.put(String.valueOf(name), String.valueOf(value)));
        List<Integer> thresholds = new ArrayList<>();
        for (Object percent : fields.list("thresholds")) {
            thresholds.add(new Fields(Map.of("thresholds", percent)).integer("thresholds"));
        }
        return new Budget(
                fields.text("name"),
                scope,
                fields.text("unit"),
                fields.amount("cap"),
                window(fields.text("window")),
                fields.choice("excess", Excess.class),
                thresholds);
    }

    private static Window window(String text) {
        try {
            return WindowText.read(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "`window` must be such as `MONTH Europe/Berlin`, `PT24H 60` or `LIFETIME`, is `" + text + "`", e);
        }
    }

    private static Map<String, Object> approval(Approval approval) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", approval.id());
        members.put("budget", approval.budget());
        members.put("extra", approval.extra().toPlainString());
        members.put("until", approval.until().toString());
        members.put("approver", approval.approver());
        members.put("reason", approval.reason());
        return members;
    }

    private static Approval approval(Fields fields) {
        return new Approval(
                fields.text("id"),
                fields.text("budget"),
                fields.amount("extra"),
                fields.time("until"),
                fields.text("approver"),
                fields.text("reason"));
    }
}
