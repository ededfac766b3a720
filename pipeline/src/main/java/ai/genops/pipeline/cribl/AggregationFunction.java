package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Aggregations, as our `aggregate`. Their events have `window_start` and `window_end` instead of `starttime` and
/// `endtime`.
final class AggregationFunction implements CriblFunction {
    private static final String SEARCH = "Use `stats` in search.";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    @Override
    public List<Block> processors(Section conf, Steps steps) {
        conf.text("flushMemLimit", ""); // here memory is bounded by `max_groups` and `max_bytes`
        conf.text("idleTimeLimit", ""); // here time goes on without events
        conf.flag("preserveGroupBys", false); // names stay as they are
        conf.flag("shouldTreatDotsAsLiterals", true);
        conf.flag("flushOnInputClose", true);
        conf.flag("printUndefineds", false);
        conf.flag("searchAggMode", false);
        steps.refuse(conf, "cumulative", Set.of("false"), "Each window is a row here; add them up in search.");
        steps.refuse(conf, "sufficientStatsOnly", Set.of("false"), "Write each statistic as an aggregate.");
        steps.refuse(conf, "metricsMode", Set.of("false"), "Have a destination for metrics make them of the rows.");
        steps.refuse(conf, "prefix", Set.of(), "Write the names in full with `.as(...)`.");
        steps.refuse(conf, "flushEventLimit", Set.of("0"), "A window closes by time alone.");
        steps.refuse(conf, "add", Set.of(), "Put an `eval` behind.");
        Block aggregate = Block.of("aggregate", conf.at()).copy("window", "timeWindow", conf);
        String lag = conf.text("lagTolerance", "");
        if (!lag.isEmpty()) {
            aggregate.text("delay", lag);
        }
        if (conf.flag("passthrough", false)) {
            aggregate.plain("keep", true, conf.at("passthrough"));
        }
        conf.text("timeWindow");
        List<Block> keys = keys(conf, steps);
        if (!keys.isEmpty()) {
            aggregate.blocks("group_by", keys);
        }
        List<Block> totals = new ArrayList<>();
        for (Yaml item : conf.items("aggregations")) {
            Block total = item instanceof Yaml.Scalar text ? total(text, steps) : null;
            if (total != null) {
                totals.add(total);
            }
        }
        return totals.isEmpty() ? List.of() : List.of(aggregate.blocks("aggregates", totals));
    }

    private static List<Block> keys(Section conf, Steps steps) {
        List<Block> keys = new ArrayList<>();
        for (Yaml item : conf.items("groupbys")) {
            if (!(item instanceof Yaml.Scalar name) || name.text().contains("*")) {
                steps.refuse(item.at(), "patterns of names have no equivalent in `groupbys`", "Name each field.");
                continue;
            }
            String key = Steps.attribute(name.text().strip());
            boolean attribute = !steps.isField(key) && !Words.isOwn(key);
            Yaml.Scalar value = attribute ? Block.scalar("attributes['" + key + "']", name.at()) : name;
            keys.add(new Block(name.at()).put(key, value));
            steps.set(key);
        }
        return keys;
    }

    private static @Nullable Block total(Yaml.Scalar source, Steps steps) {
        AggregateText text = AggregateText.read(source.text().strip());
        if (text == null) {
            steps.refuse(
                    source.at(),
                    "`" + source.text().strip() + "` is no aggregate",
                    "Such as `sum(bytes).where(status == 200).as(total)`.");
            return null;
        }
        String call = call(text, source, steps);
        String name = name(text);
        if (name == null) {
            steps.refuse(source.at(), "this aggregate has no name", "Name it with `.as(...)`.");
        }
        if (call == null || name == null) {
            return null;
        }
        steps.set(name);
        return new Block(source.at()).put(name, Block.scalar(call, source.at()));
    }

    /// Of a field alone the name follows.
    private static @Nullable String name(AggregateText text) {
        boolean field =
                text.arguments().size() == 1 && text.arguments().getFirst().matches("\\w+");
        return text.as() != null || !field ? text.as() : text.arguments().getFirst() + "_" + text.function();
    }

    private static @Nullable String call(AggregateText text, Yaml.Scalar source, Steps steps) {
        List<String> arguments = text.arguments();
        return switch (text.function()) {
            case "count" -> count(text, source, steps);
            case "sum", "min", "max", "avg", "first", "last" -> one(text.function(), text, 0, "", source, steps);
            case "dc", "distinct_count" -> one("distinct", text, 0, "", source, steps);
            case "median" -> one("quantile", text, 0, ", 0.5", source, steps);
            case "perc" -> {
                BigDecimal level = arguments.isEmpty() ? null : level(arguments.getFirst());
                if (level == null) {
                    steps.refuse(
                            source.at(),
                            "`perc` needs a level in percent, between 1 and 100",
                            "Such as `perc(95, duration)`.");
                    yield null;
                }
                String share = level.divide(HUNDRED).stripTrailingZeros().toPlainString();
                yield one("quantile", text, 1, ", " + share, source, steps);
            }
            default -> {
                steps.refuse(source.at(), "the aggregate `" + text.function() + "` has no equivalent here", SEARCH);
                yield null;
            }
        };
    }

    private static @Nullable BigDecimal level(String text) {
        return text.matches("[1-9]\\d?(\\.\\d{1,9})?") && !text.matches("1(\\.0+)?") ? new BigDecimal(text) : null;
    }

    private static @Nullable String count(AggregateText text, Yaml.Scalar source, Steps steps) {
        String where = text.where();
        if (text.arguments().isEmpty()) {
            return where == null ? "count()" : "count(" + where + ")";
        }
        String value = argument(text, 0, source, steps);
        if (value == null) {
            return null;
        }
        return where == null ? "count((" + value + ") != null)" : "count((" + where + ") && (" + value + ") != null)";
    }

    private static @Nullable String one(
            String function, AggregateText text, int place, String more, Yaml.Scalar source, Steps steps) {
        String value = argument(text, place, source, steps);
        if (value == null) {
            return null;
        }
        String where = text.where();
        return function + "(" + (where == null ? value : "(" + where + ") ? (" + value + ") : null") + more + ")";
    }

    /// The only argument from a place on.
    private static @Nullable String argument(AggregateText text, int place, Yaml.Scalar source, Steps steps) {
        if (text.arguments().size() != place + 1) {
            steps.refuse(
                    source.at(),
                    "`" + text.function() + "` needs one expression here, and has "
                            + Math.max(0, text.arguments().size() - place),
                    "Leave error rates and the like out.");
            return null;
        }
        return steps.expression(Block.scalar(text.arguments().get(place), source.at()))
                .text();
    }
}
