package ai.genops.server.budget;

import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.BudgetRule;
import ai.genops.governance.budget.BudgetSet;
import ai.genops.governance.budget.PerValue;
import ai.genops.governance.budget.Request;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.remote.StoreCall;
import ai.genops.rules.BudgetReader;
import ai.genops.rules.PolicyProblems;
import ai.genops.rules.PolicyReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `budgets.rules` of server.yaml: policies and budgets that go before those of programs. Programs fetch
/// them ([ai.genops.remote.ServerRules]); a budget of one of these names is charged by what is said here,
/// whatever a program says of it.
public final class DefinedRules {
    /// What programs say holds.
    public static final DefinedRules NONE =
            new DefinedRules(Map.of("policies", List.of(), "budgets", List.of()), List.of());

    private final Map<String, Object> written;
    private final Map<String, BudgetRule> budgets = new LinkedHashMap<>();

    private DefinedRules(Map<String, Object> written, List<BudgetRule> budgets) {
        this.written = written;
        budgets.forEach(rule -> this.budgets.put(rule.name(), rule));
    }

    static DefinedRules read(Section block) {
        Map<String, Object> written = new LinkedHashMap<>();
        for (String key : List.of("policies", "budgets")) {
            Yaml value = block.find(key);
            written.put(key, value == null ? List.of() : plain(value));
        }
        List<String> problems = new ArrayList<>();
        List<BudgetRule> budgets = new BudgetReader(problems).read(written);
        try {
            // Only read to see whether programs will understand them.
            new PolicyReader(() -> Instant.EPOCH, Map.of()).read(written);
        } catch (PolicyProblems e) {
            problems.addAll(e.problems());
        }
        problems.forEach(one ->
                block.problems().error(block.at(), "`budgets.rules`: " + one, "Their keys are in docs/governance.md."));
        block.finish();
        return new DefinedRules(written, budgets);
    }

    private static @Nullable Object plain(Yaml value) {
        return switch (value) {
            case Yaml.Scalar scalar -> scalar.value();
            case Yaml.Sequence list ->
                list.items().stream().map(DefinedRules::plain).toList();
            case Yaml.Mapping mapping -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                mapping.members().forEach((name, member) -> members.put(name, plain(member.value())));
                yield members;
            }
        };
    }

    /// As they are written, for programs.
    public Map<String, Object> written() {
        return written;
    }

    public boolean isEmpty() {
        return written.values().stream().allMatch(List.of()::equals);
    }

    /// The call with the budgets that are defined here as they are defined.
    ///
    /// @throws IllegalArgumentException if one of them counts something else than the program says
    public StoreCall holdIn(StoreCall call) {
        return switch (call) {
            case StoreCall.Reserve(var request) -> new StoreCall.Reserve(holdIn(request));
            case StoreCall.BalanceOf(var budget) -> new StoreCall.BalanceOf(defined(budget));
            case StoreCall.Commit _,
                    StoreCall.Release _,
                    StoreCall.Correct _,
                    StoreCall.Extend _,
                    StoreCall.Expire _,
                    StoreCall.Approve _,
                    StoreCall.LedgerOf _ -> call;
        };
    }

    private Request holdIn(Request request) {
        if (budgets.isEmpty()) {
            return request;
        }
        BudgetSet all = BudgetSet.of(
                request.budgets().list().stream().map(this::defined).toList());
        return new Request(
                request.key(), all, request.nanos(), request.lease(), request.abandoned(), request.enforced());
    }

    /// Under the name and for the scope that it has: of a budget with one for each value these tell the value.
    private Budget defined(Budget said) {
        Budget definition = definition(said.name());
        if (definition == null) {
            return said;
        }
        if (!definition.unit().equals(said.unit())) {
            throw new IllegalArgumentException("budget `%s` counts %s on this server, the program says %s"
                    .formatted(said.name(), definition.unit(), said.unit()));
        }
        return new Budget(
                said.name(),
                said.scope(),
                definition.unit(),
                definition.cap(),
                definition.window(),
                definition.excess(),
                definition.thresholds());
    }

    private @Nullable Budget definition(String name) {
        if (budgets.get(name) instanceof Budget budget) {
            return budget;
        }
        int brace = name.indexOf('{');
        return brace > 0 && budgets.get(name.substring(0, brace)) instanceof PerValue each ? each.budget() : null;
    }
}
