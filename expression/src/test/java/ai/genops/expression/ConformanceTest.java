package ai.genops.expression;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mozilla.javascript.Script;

/// Every expression, filter, condition and template of the conformance files, over events that take every branch.
class ConformanceTest {
    private static final int EVENTS = 400;
    private static final List<String> ALWAYS_THE_SAME =
            List.of("true", "name", "1.0", "Date.now()", "cost_total != null", "audit_trail_required == 'true'");
    private static final Map<String, List<Object>> ATTRIBUTES = attributes();

    /// A compiled entry with its oracle and what it gave so far.
    private record Step(Conformance.Entry entry, Expression ours, Script rhino, Set<@Nullable Object> seen) {}

    @Test
    void everyExpressionGivesWhatRhinoGivesOnEveryBranch() {
        int expressions = 0;
        try (var oracle = new Oracle()) {
            for (Path file : Conformance.files()) {
                expressions += check(file, oracle);
            }
        }
        assertThat(expressions).isEqualTo(104);
    }

    @Test
    void everyTemplateCompilesAndGivesJson() {
        int templates = 0;
        try (var oracle = new Oracle()) {
            Script parse = oracle.compile("JSON.stringify(JSON.parse(result))");
            for (Path file : Conformance.files()) {
                for (Conformance.Entry entry : Conformance.entries(file)) {
                    if (entry.kind() == Conformance.Kind.TEMPLATE) {
                        templates++;
                        checkTemplate(entry.text(), oracle, parse);
                    }
                }
            }
        }
        assertThat(templates).isEqualTo(5);
    }

    private static int check(Path file, Oracle oracle) {
        var fields = new Fields();
        Scope scope = Scope.of(fields);
        List<Step> steps = new ArrayList<>();
        if (!file.toString().contains("pipelines")) {
            allNames().forEach(name -> scope.define(name, Type.ANY));
        }
        for (Conformance.Entry entry : Conformance.entries(file)) {
            step(entry, scope, oracle, steps);
        }
        var random = new SplittableRandom(7);
        for (int i = 0; i < EVENTS; i++) {
            Event event = Events.with(someOf(ATTRIBUTES, random));
            event.enter("test", fields);
            preset(event, random);
            steps.forEach(step -> compare(step, event, oracle));
        }
        assertThat(steps.stream()
                        .filter(step -> step.seen.size() < 2)
                        .map(step -> step.entry.text())
                        .distinct())
                .as(file.toString())
                .isSubsetOf(ALWAYS_THE_SAME);
        return steps.size();
    }

    private static void step(Conformance.Entry entry, Scope scope, Oracle oracle, List<Step> steps) {
        switch (entry.kind()) {
            case LOOKED_UP -> scope.define(entry.name(), Type.ANY);
            case TEMPLATE -> {}
            case FILTER ->
                steps.add(new Step(
                        entry,
                        Expression.compile(entry.text(), scope.filter()),
                        oracle.compile(entry.text()),
                        new HashSet<>()));
            case FIELD -> {
                Expression ours = Expression.compile(entry.text(), scope);
                scope.define(entry.name(), ours.type());
                steps.add(new Step(entry, ours, oracle.compile(entry.text()), new HashSet<>()));
            }
        }
    }

    private static void compare(Step step, Event event, Oracle oracle) {
        oracle.see(event);
        boolean filter = step.entry.kind() == Conformance.Kind.FILTER;
        Object expected = oracle.evaluate(step.rhino);
        Object found = filter ? (Object) step.ours.test(event) : Oracle.ours(step.ours, event);
        if (filter) {
            expected = Values.isTrue(expected);
        }
        if (filter && !step.ours.notes().isEmpty()) {
            assertThat(found).as("the rule of filters: " + step.entry.text()).isEqualTo(true);
        } else {
            assertThat(found).as(step.entry.text()).isEqualTo(expected);
        }
        step.seen.add(found);
        if (!filter) {
            event.field(event.fields().find(step.entry.name()), Oracle.ERROR.equals(found) ? null : found);
        }
    }

    private static void preset(Event event, RandomGenerator random) {
        Map<String, List<Object>> values = new HashMap<>(Map.of(
                "cost_total", List.of(0.05, 0.5, 5.0, 50.0),
                "policy_result", List.of("blocked", "warning", "allowed"),
                "compliance_framework", List.of("none", "HIPAA"),
                "budget_tier", List.of("enterprise", "growth", "free"),
                "customer_id", List.of("none", "acme"),
                "environment", List.of("production", "staging", "development"),
                "budget_status", List.of("normal", "critical", "exhausted")));
        values.put("is_violation", List.of(true, false));
        values.forEach((name, choices) -> {
            int slot = event.fields().find(name);
            if (slot >= 0) {
                event.field(slot, choices.get(random.nextInt(choices.size())));
            }
        });
    }

    private static void checkTemplate(String text, Oracle oracle, Script parse) {
        var fields = new Fields();
        Scope scope = Scope.of(fields);
        allNames().forEach(name -> scope.define(name, Type.ANY));
        Template template = Template.compileJson(text, scope, Map.of("PAGERDUTY_ROUTING_KEY", "a\"key")::get);
        Event event = Events.with(Map.of());
        event.enter("test", fields);
        for (String name : allNames()) {
            event.field(
                    fields.find(name),
                    name.matches("budget_(used|limit|remaining)|.*utilization.*") ? 2.5 : "say \"" + name + "\"\n");
        }
        oracle.see(event);
        String result = template.text(event);
        oracle.set("result", result);
        assertThat(oracle.evaluate(parse)).isEqualTo(result);
        assertThat(template.unset()).isEmpty();
    }

    private static Set<String> allNames() {
        Set<String> names = new TreeSet<>();
        for (Path file : Conformance.files()) {
            Conformance.entries(file).stream()
                    .filter(entry ->
                            entry.kind() == Conformance.Kind.FIELD || entry.kind() == Conformance.Kind.LOOKED_UP)
                    .forEach(entry -> names.add(entry.name()));
        }
        return names;
    }

    private static Map<String, Object> someOf(Map<String, List<Object>> pool, RandomGenerator random) {
        Map<String, Object> some = new LinkedHashMap<>();
        pool.forEach((name, values) -> {
            int pick = random.nextInt(values.size() + 1);
            if (pick < values.size()) {
                some.put(name, values.get(pick));
            }
        });
        return some;
    }

    private static Map<String, List<Object>> attributes() {
        Map<String, List<Object>> pool = new LinkedHashMap<>();
        pool.put("genops.cost.total", List.of(0.0005, 0.5, "1.5", 2L, 7.25, "12.000001", 1e-7, "free"));
        for (String name : List.of("input", "output", "total")) {
            pool.put("genops.tokens." + name, List.of(0L, 1234L, "567", 8.9, "many"));
        }
        for (String name : List.of("cost.provider", "cost.model", "cost.currency", "team", "project", "feature")) {
            pool.put("genops." + name, List.of("some", "other", ""));
        }
        pool.put("genops.customer_id", List.of("none", "acme"));
        pool.put("genops.environment", List.of("production", "staging", "development"));
        pool.put("genops.policy.name", List.of("pii", "budget"));
        pool.put("genops.policy.result", List.of("blocked", "warning", "allowed"));
        pool.put("genops.policy.reason", List.of("John Smith asked", ""));
        pool.put("genops.policy.metadata.severity", List.of("high"));
        pool.put("genops.policy.metadata.compliance_framework", List.of("none", "HIPAA", "GDPR"));
        pool.put("genops.compliance.framework", List.of("HIPAA", "GDPR", "SOC2", "FINRA", "other"));
        pool.put("genops.compliance.audit_trail_required", List.of("true", "name", "false"));
        pool.put("genops.compliance.data_classification", List.of("PHI"));
        pool.put("genops.budget.name", List.of("monthly"));
        pool.put("genops.budget.allocated", List.of(100L, "200.5", 0L));
        pool.put("genops.budget.consumed", List.of(10.0, 82.5, "95", 130L));
        pool.put("genops.budget.remaining", List.of(90.0, "17.5", -30L, 0L));
        pool.put("genops.budget.utilization_percent", List.of(10L, 95.5));
        return pool;
    }
}
