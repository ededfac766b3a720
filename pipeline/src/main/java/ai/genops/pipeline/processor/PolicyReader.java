package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.processor.recent.Traffic;
import ai.genops.pipeline.processor.tail.Policy;
import ai.genops.pipeline.processor.tail.Summary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Reads the policies of one tail sampling, and collects what they want to know of each event. Their types are
/// those of OpenTelemetry's Collector where it has one.
final class PolicyReader {
    private static final Set<String> TYPES = new TreeSet<>(Set.of(
            "always_sample",
            "and",
            "condition",
            "cost",
            "latency",
            "or",
            "probabilistic",
            "rate_limiting",
            "status_code"));
    private static final Set<String> STATUSES = new TreeSet<>(Set.of("ERROR", "OK", "UNSET"));
    private static final String COST = "attributes['genops.cost.total']";
    private static final int MAX_DEPTH = 3;
    private static final int MAX_ASKED = Summary.MAX_CONDITIONS;
    private static final long LIMIT_WINDOW_MILLIS = 10_000;
    private static final double LIMIT_LEAST = 0.001;
    private static final double LIMIT_WEIGHT = 0.5;

    private final String label;
    private final PipelineScope scope;
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Value> amounts = new ArrayList<>();
    private final List<Traffic.Budget> limits = new ArrayList<>();

    /// @param label what the processor is called where its expressions fail
    PolicyReader(String label, PipelineScope scope) {
        this.label = label;
        this.scope = scope;
    }

    TailSampling.Questions questions() {
        return new TailSampling.Questions(List.copyOf(conditions), List.copyOf(amounts));
    }

    List<Traffic.Budget> limits() {
        return List.copyOf(limits);
    }

    /// What any of a block's `policies` keeps.
    Policy policies(Section block) {
        Policy any = new Policy.Or(list(block, 1));
        block.problems()
                .require(
                        Math.max(conditions.size(), amounts.size()) <= MAX_ASKED,
                        block.at("policies"),
                        "`policies` has %d conditions and %d costs; %d of each are the most"
                                .formatted(conditions.size(), amounts.size(), MAX_ASKED),
                        "Join conditions with `||`.");
        return any;
    }

    private List<Policy> list(Section block, int depth) {
        List<Section> sections = block.sections("policies");
        block.problems()
                .require(
                        !sections.isEmpty(),
                        block.at(),
                        "there are no `policies`: no trace would be kept",
                        "List at least one, such as `{type: status_code}`.");
        List<Policy> policies = new ArrayList<>();
        for (Section section : sections) {
            policies.add(policy(section, depth));
            section.finish();
        }
        return List.copyOf(policies);
    }

    private Policy policy(Section section, int depth) {
        section.text("name", "");
        String type = section.text("type");
        return switch (type) {
            case "always_sample" -> new Policy.Always();
            case "status_code" -> new Policy.Status(statuses(section));
            case "latency" -> latency(section);
            case "condition" -> new Policy.Matches(condition(section));
            case "cost" -> new Policy.Cost(amount(section), over(section));
            case "probabilistic" -> new Policy.Share(share(section));
            case "rate_limiting" -> new Policy.Limit(limit(section));
            case "and", "or" -> joined(type, section, depth);
            default -> {
                section.problems()
                        .require(
                                type.isEmpty(),
                                section.at("type"),
                                "`type` is `" + type + "`, which is no policy",
                                hint(type));
                yield new Policy.Always();
            }
        };
    }

    private static String hint(String type) {
        return switch (type) {
            case "string_attribute", "numeric_attribute", "boolean_attribute", "ottl_condition" ->
                "Write it as a condition: `{type: condition, condition: \"attributes['http.route'] == '/pay'\"}`.";
            default -> Names.didYouMean(type, TYPES);
        };
    }

    private Policy joined(String type, Section section, int depth) {
        if (depth == MAX_DEPTH) {
            section.problems().error(section.at(), "policies are nested deeper than " + MAX_DEPTH, "");
            return new Policy.Always();
        }
        List<Policy> policies = list(section, depth + 1);
        return type.equals("and") ? new Policy.And(policies) : new Policy.Or(policies);
    }

    private static int statuses(Section section) {
        List<String> wanted = section.has("status_codes") ? section.texts("status_codes") : List.of("ERROR");
        int statuses = 0;
        for (String status : wanted) {
            String upper = status.toUpperCase(Locale.ROOT);
            section.problems()
                    .require(
                            STATUSES.contains(upper),
                            section.at("status_codes"),
                            "`" + status + "` is no status of a span",
                            "Write ERROR, OK or UNSET.");
            statuses |= Summary.status(upper);
        }
        return statuses;
    }

    private static Policy latency(Section section) {
        section.problems()
                .require(
                        section.has("threshold_ms"),
                        section.at(),
                        "`threshold_ms` is missing",
                        "Say from how many milliseconds on a trace is kept, such as `threshold_ms: 5000`.");
        return new Policy.Latency(section.integer("threshold_ms", 1, 1, Integer.MAX_VALUE) * 1_000_000L);
    }

    private int condition(Section section) {
        if (section.find("condition") instanceof Yaml.Scalar source) {
            conditions.add(scope.condition(source, label, "This policy keeps no trace."));
        } else {
            section.problems()
                    .error(
                            section.at(),
                            "this policy has no `condition`",
                            "Write an expression that is true of some event of the traces to keep.");
            conditions.add(Condition.ALWAYS);
        }
        return conditions.size() - 1;
    }

    private int amount(Section section) {
        Yaml source = section.find("amount");
        if (source == null) {
            source = new Yaml.Scalar(section.at(), section.at(), COST, false);
        }
        if (source instanceof Yaml.Scalar scalar) {
            amounts.add(scope.value(scalar, label).value());
        } else {
            section.problems().error(source.at(), "`amount` must be an expression", "Write it as text.");
            amounts.add(_ -> null);
        }
        return amounts.size() - 1;
    }

    private static BigDecimal over(Section section) {
        String text = section.text("over");
        BigDecimal over = Amounts.exact(text);
        if (over == null) {
            section.problems()
                    .require(
                            text.isEmpty(),
                            section.at("over"),
                            "`over` must be a number from 0, is `" + text + "`",
                            "Write `0.50`.");
            return BigDecimal.ZERO;
        }
        return over;
    }

    private static double share(Section section) {
        boolean percent = section.has("sampling_percentage");
        section.problems()
                .require(
                        percent != section.has("sample_rate"),
                        section.at(),
                        "a probabilistic policy needs either `sampling_percentage` or `sample_rate`",
                        "Write 10 % as `sampling_percentage: 10` or as `sample_rate: 0.1`.");
        String key = percent ? "sampling_percentage" : "sample_rate";
        double most = percent ? 100 : 1;
        double share = section.number(key, most);
        section.problems()
                .require(
                        share >= 0 && share <= most,
                        section.at(key),
                        "`%s` must be from 0 to %.0f, is %s".formatted(key, most, section.text(key, "")),
                        "");
        return share / most;
    }

    private int limit(Section section) {
        int perSecond = section.integer("spans_per_second", 0, 1, Integer.MAX_VALUE);
        section.problems()
                .require(
                        section.has("spans_per_second"),
                        section.at(),
                        "`spans_per_second` is missing",
                        "Say how many may pass, such as `spans_per_second: 100`.");
        double perWindow = Math.max(1, perSecond) * (LIMIT_WINDOW_MILLIS / 1000.0);
        limits.add(new Traffic.Budget(perWindow, LIMIT_WINDOW_MILLIS, LIMIT_LEAST, LIMIT_WEIGHT, 1));
        return limits.size() - 1;
    }
}
