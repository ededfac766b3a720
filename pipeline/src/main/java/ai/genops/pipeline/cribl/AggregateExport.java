package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Our `aggregate`, `throttle` and `suppress` as Cribl's Aggregations and Suppress.
final class AggregateExport {
    private static final Pattern CALL = Pattern.compile("\\s*(\\w+)\\s*\\((.*)\\)\\s*", Pattern.DOTALL);
    private static final Pattern QUANTILE = Pattern.compile("(.*),\\s*([0-9.]+)\\s*", Pattern.DOTALL);
    private static final String SUPPRESSED = "suppressCount";
    private static final String OURS = "suppressed_count";

    private AggregateExport() {}

    static List<Block> aggregate(Section processor) {
        processor.text("event_name", ""); // of events that have no name there
        processor.text("max_groups", "");
        processor.text("max_bytes", "");
        List<Block> functions = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<Block> computed = new ArrayList<>();
        for (Yaml item : processor.items("group_by")) {
            if (item instanceof Yaml.Scalar name) {
                keys.add(
                        name.text().contains(".")
                                ? "attributes['" + name.text().strip() + "']"
                                : name.text().strip());
            } else if (item instanceof Yaml.Mapping named) {
                named.members().forEach((name, member) -> {
                    keys.add(name);
                    computed.add(new Block(member.at()).text("name", name).put("value", member.value()));
                });
            }
        }
        if (!computed.isEmpty()) {
            functions.add(CriblFunctionsExport.function(
                    "eval", processor, new Block(processor.at()).blocks("add", computed)));
        }
        Block conf = new Block(processor.at())
                .text("timeWindow", seconds(processor, "window", Duration.ofMinutes(1)))
                .text("lagTolerance", seconds(processor, "delay", Duration.ofSeconds(10)))
                .texts("aggregations", totals(processor), processor.at("aggregates"))
                .texts("groupbys", keys, processor.at("group_by"));
        if (processor.flag("keep", false)) {
            conf.plain("passthrough", true, processor.at("keep"));
        }
        functions.add(CriblFunctionsExport.function("aggregation", processor, conf));
        return functions;
    }

    private static String seconds(Section processor, String key, Duration otherwise) {
        Duration duration = processor.duration(key, otherwise);
        processor
                .problems()
                .require(
                        duration.toMillisPart() == 0,
                        processor.at(key),
                        "`" + key + "` has no equivalent in Cribl: it counts whole seconds",
                        "Such as `10s`.");
        return duration.toSeconds() + "s";
    }

    private static List<String> totals(Section processor) {
        List<String> totals = new ArrayList<>();
        for (Yaml item : processor.items("aggregates")) {
            if (item instanceof Yaml.Mapping named) {
                named.members().forEach((name, member) -> {
                    if (member.value() instanceof Yaml.Scalar call) {
                        totals.add(total(call.text()) + ".as(" + name + ")");
                    }
                });
            }
        }
        return totals;
    }

    private static String total(String text) {
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            return text; // which the check of our own configuration refuses
        }
        String argument = call.group(2).strip();
        Matcher quantile = QUANTILE.matcher(argument);
        return switch (call.group(1)) {
            case "count" -> argument.isEmpty() ? "count()" : "count().where(" + argument + ")";
            case "distinct" -> "dc(" + argument + ")";
            case "quantile" ->
                quantile.matches()
                        ? "perc(" + percent(quantile.group(2)) + ", "
                                + quantile.group(1).strip() + ")"
                        : text;
            default -> call.group(1) + "(" + argument + ")";
        };
    }

    private static String percent(String share) {
        try {
            return new BigDecimal(share).movePointRight(2).stripTrailingZeros().toPlainString();
        } catch (NumberFormatException _) {
            return share; // which the check of our own configuration refuses
        }
    }

    static Block throttle(Section processor) {
        List<String> keys = processor.texts("key");
        String key = keys.size() == 1 ? keys.getFirst() : "JSON.stringify([" + String.join(", ", keys) + "])";
        String per = seconds(processor, "per", Duration.ofMinutes(1)).replace("s", "");
        String count = processor.text("count_field", OURS);
        if (!count.equals(SUPPRESSED)) {
            processor
                    .problems()
                    .note(
                            processor.at(),
                            "`" + count + "` is called `" + SUPPRESSED + "` in Cribl",
                            "Rename it behind.");
        }
        Block conf = new Block(processor.at())
                .text("keyExpr", key)
                .plain("allow", processor.integer("allow", 1, 1, Integer.MAX_VALUE), processor.at("allow"))
                .plain("suppressPeriodSec", per, processor.at("per"))
                .plain("dropEventsMode", true, processor.at())
                .plain(
                        "maxCacheSize",
                        processor.integer("max_keys", 100_000, 1, Integer.MAX_VALUE),
                        processor.at("max_keys"));
        return CriblFunctionsExport.function("suppress", processor, conf);
    }
}
