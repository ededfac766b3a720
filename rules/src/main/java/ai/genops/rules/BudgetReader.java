package ai.genops.rules;

import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.BudgetRule;
import ai.genops.governance.budget.PerValue;
import ai.genops.governance.budget.Window;
import ai.genops.governance.budget.Window.Calendar.Unit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes budgets of what YAML or JSON has under {@code budgets}: a list of maps. docs/governance.md lists the keys. What is
 * wrong is added to the problems, with its place and the value found.
 */
public final class BudgetReader {
    private static final String CALENDAR = "hour, day, week, month, quarter, year, lifetime, or a length such as 24h";

    private final List<String> problems;

    public BudgetReader(List<String> problems) {
        this.problems = problems;
    }

    /** The budgets of a configuration; none if it has none. */
    public List<BudgetRule> read(Map<?, ?> configuration) {
        List<BudgetRule> budgets = new ArrayList<>();
        Object list = configuration.get("budgets");
        if (list instanceof List<?> blocks) {
            Set<String> names = new HashSet<>();
            for (int i = 0; i < blocks.size(); i++) {
                BudgetRule budget = budget("budgets[" + i + "]", blocks.get(i), names);
                if (budget != null) {
                    budgets.add(budget);
                }
            }
        } else if (list != null) {
            problems.add("budgets: must be a list, is `" + list + "`");
        }
        return budgets;
    }

    /** Null if there were problems. */
    private @Nullable BudgetRule budget(String at, @Nullable Object value, Set<String> names) {
        if (!(value instanceof Map<?, ?> map)) {
            problems.add(at + ": must be a map with `name` and `cap`, is `" + value + "`");
            return null;
        }
        int before = problems.size();
        Block block = new Block(at, map, problems);
        String name = block.required("name");
        if (!name.isBlank() && !names.add(name)) {
            block.problem("name", "must not be that of another budget", name);
        }
        Map<String, String> scope = block.map("scope");
        List<String> per = block.texts("per", List.of());
        String unit = block.text("unit", "USD");
        BigDecimal cap = block.amount("cap");
        Window window = window(block);
        Excess excess = block.choice("excess", Excess.class, Excess.DENY);
        List<Integer> thresholds = block.counts("thresholds", Budget.THRESHOLDS);
        block.reportOthers();
        if (problems.size() > before) {
            return null;
        }
        try {
            Budget budget = new Budget(name, scope, unit, cap, window, excess, thresholds);
            return per.isEmpty() ? budget : new PerValue(budget, per);
        } catch (IllegalArgumentException e) {
            problems.add(at + ": " + e.getMessage());
            return null;
        }
    }

    private static Window window(Block block) {
        String text = block.text("window", "month").strip();
        ZoneId zone = zone(block);
        if (text.equalsIgnoreCase("lifetime")) {
            return new Window.Lifetime();
        }
        for (Unit unit : Unit.values()) {
            if (unit.name().equals(text.toUpperCase(Locale.ROOT))) {
                return new Window.Calendar(unit, zone);
            }
        }
        try {
            return new Window.Rolling(block.duration("window", Duration.ofHours(1)));
        } catch (IllegalArgumentException e) {
            block.problem("window", "must be one of " + CALENDAR, text);
            return new Window.Lifetime();
        }
    }

    private static ZoneId zone(Block block) {
        String text = block.text("zone", "UTC");
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            block.problem("zone", "must be a time zone such as Europe/Berlin", text);
            return ZoneId.of("UTC");
        }
    }
}
