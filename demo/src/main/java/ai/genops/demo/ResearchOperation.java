package ai.genops.demo;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A row of `research.csv`: its columns are attributes, an empty cell is an absent one. Cost is added where the row has
/// tokens (an operation that was blocked has none), the state of the budget where it names one.
///
/// @param texts the attributes that go out as they are written
record ResearchOperation(
        Map<String, String> texts,
        @Nullable Usage usage,
        @Nullable Charge charge,
        @Nullable Evaluation evaluation) {
    /// Columns that become something else than a text of the same name.
    private static final Set<String> READ = Set.of(
            "schedule",
            "genops.cost.provider",
            "genops.cost.model",
            "genops.tokens.input",
            "genops.tokens.output",
            "genops.budget.name",
            "genops.budget.allocated",
            "genops.eval.metric",
            "genops.eval.score",
            "genops.eval.threshold");

    private record Usage(String provider, String model, long input, long output, Cost cost) {}

    private record Charge(String budget, BigDecimal allocated) {}

    static ResearchOperation of(Map<String, String> row) {
        var texts = row.entrySet().stream()
                .filter(cell -> !cell.getValue().isEmpty() && !READ.contains(cell.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new ResearchOperation(texts, usage(row), charge(row), evaluation(row));
    }

    private static String cell(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    private static @Nullable Usage usage(Map<String, String> row) {
        if (cell(row, "genops.tokens.input").isEmpty()) {
            return null;
        }
        String provider = cell(row, "genops.cost.provider");
        String model = cell(row, "genops.cost.model");
        long input = Long.parseLong(cell(row, "genops.tokens.input"));
        long output = Long.parseLong(cell(row, "genops.tokens.output"));
        return new Usage(
                provider, model, input, output, Price.of(provider, model).of(input, output));
    }

    private static @Nullable Charge charge(Map<String, String> row) {
        String budget = cell(row, "genops.budget.name");
        return budget.isEmpty() ? null : new Charge(budget, new BigDecimal(cell(row, "genops.budget.allocated")));
    }

    private static @Nullable Evaluation evaluation(Map<String, String> row) {
        String metric = cell(row, "genops.eval.metric");
        return metric.isEmpty()
                ? null
                : new Evaluation(
                        metric,
                        Double.parseDouble(cell(row, "genops.eval.score")),
                        Double.parseDouble(cell(row, "genops.eval.threshold")));
    }

    /// @param budgets the lap's budgets by name; the operation opens and charges its own
    Attributes attributes(String requestId, Map<String, Budget> budgets) {
        var attributes = Attributes.builder()
                .put(Names.TEAM, "research")
                .put(Names.PROJECT, "demo-synthetic")
                .put(Names.REQUEST_ID, requestId);
        texts.forEach((name, text) -> attributes.put(name, text));
        describeClassification(attributes);
        if (evaluation != null) {
            Describe.evaluation(attributes, evaluation);
        }
        if (usage != null) {
            describeSpending(attributes, usage, budgets);
        }
        return attributes.build();
    }

    /// Under GenOps' own name beside the one that the audit pipeline reads.
    private void describeClassification(AttributesBuilder attributes) {
        String classification = texts.get("genops.compliance.data_classification");
        if (classification != null) {
            attributes.put(Names.DATA_CLASSIFICATION, classification);
        }
    }

    private void describeSpending(AttributesBuilder attributes, Usage usage, Map<String, Budget> budgets) {
        Describe.tokens(attributes, usage.input, usage.output);
        Describe.cost(attributes, usage.provider, usage.model, usage.cost);
        if (charge != null) {
            var budget = budgets.computeIfAbsent(charge.budget, name -> new Budget(name, "day", charge.allocated));
            budget.spend(usage.cost.total());
            Describe.budget(attributes, budget);
        }
    }
}
