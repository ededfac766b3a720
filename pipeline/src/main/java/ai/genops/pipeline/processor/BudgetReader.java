package ai.genops.pipeline.processor;

import static java.util.stream.Collectors.joining;

import ai.genops.event.Key;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Units;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.processor.Budget.Carried;
import ai.genops.pipeline.processor.budget.Windows;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `key`, `amount`, `window`, `limit` and `limits`, `thresholds`, and the bounds.
final class BudgetReader implements ProcessorReaders.Reader {
    private static final String COST = "attributes['genops.cost.total']";
    private static final Pattern ATTRIBUTE = Pattern.compile("attributes\\[(?:'([^'\\\\]+)'|\"([^\"\\\\]+)\")]");
    private static final List<String> CALENDAR = List.of("day", "week", "month");
    private static final List<String> DEFAULT_THRESHOLDS = List.of("0.5", "0.8", "1.0");
    private static final int MAX_THRESHOLDS = 20;
    private static final BigDecimal MAX_THRESHOLD = BigDecimal.TEN;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    @Override
    public Processor read(Section block, PipelineScope scope) {
        String name = block.text("name", "budget");
        List<Value> key = new ArrayList<>();
        List<Carried> carried = new ArrayList<>();
        for (Yaml item : block.items("key")) {
            if (item instanceof Yaml.Scalar source) {
                Value value = scope.value(source, name).value();
                key.add(value);
                carry(source.text().strip(), value, carried, scope);
            } else {
                block.problems().error(item.at(), "a `key` is an expression", "Write it as text.");
            }
        }
        Value amount = value(block, "amount", COST, name, scope);
        boolean limited = block.has("limit") || block.has("limits");
        Value limit = block.has("limit") ? value(block, "limit", "", name, scope) : _ -> null;
        List<BigDecimal> thresholds = thresholds(block, limited);
        boolean toldFull = place(thresholds, BigDecimal.ONE) >= 0;
        List<BigDecimal> all = toldFull ? thresholds : withFull(thresholds);
        var budget = new Budget(
                name,
                new KeyText(List.copyOf(key)),
                List.copyOf(carried),
                amount,
                windows(block),
                block.text("window", "month"),
                span(block, "grace", Duration.ofDays(1), Duration.ZERO).toMillis(),
                limits(block),
                limit,
                all,
                place(all, BigDecimal.ONE),
                toldFull,
                block.flag("annotate", true),
                block.integer("max_totals", 100_000, 1, 10_000_000),
                "budget " + block.fingerprint("key", "amount", "window", "time_zone"),
                scope.failures(name, "budget", block.at()));
        return new Remembering(emitter -> new BudgetMemory(budget, emitter));
    }

    private static void carry(String source, Value value, List<Carried> carried, PipelineScope scope) {
        Matcher attribute = ATTRIBUTE.matcher(source);
        int slot = scope.fields().find(source);
        if (slot >= 0) {
            carried.add(new Carried.Field(slot, value));
        } else if (attribute.matches()) {
            String name = attribute.group(1) != null ? attribute.group(1) : attribute.group(2);
            carried.add(new Carried.Attribute(Key.of(name), value));
        }
    }

    private static Value value(Section block, String key, String otherwise, String name, PipelineScope scope) {
        Yaml source = block.find(key);
        if (source == null) {
            return scope.value(new Yaml.Scalar(block.at(), block.at(), otherwise, false), name)
                    .value();
        }
        if (source instanceof Yaml.Scalar scalar) {
            return scope.value(scalar, name).value();
        }
        block.problems().error(source.at(), "`" + key + "` must be an expression", "Write it as text.");
        return _ -> null;
    }

    private static Windows windows(Section block) {
        String text = block.text("window", "month").toLowerCase(Locale.ROOT);
        ZoneId zone = ParseReader.zone(block);
        if (CALENDAR.contains(text)) {
            return new Windows.Calendar(Windows.Unit.valueOf(text.toUpperCase(Locale.ROOT)), zone);
        }
        if (Units.duration(text) == null) {
            block.problems()
                    .error(
                            block.at("window"),
                            "`window` is `" + text + "`",
                            "Write " + String.join(", ", CALENDAR) + ", or a duration such as `6h`.");
            return new Windows.Calendar(Windows.Unit.MONTH, zone);
        }
        if (block.has("time_zone")) {
            block.problems()
                    .note(
                            block.at("time_zone"),
                            "`time_zone` means nothing for windows of a duration, which are cut from 1970, UTC",
                            "");
        }
        return new Windows.Every(span(block, "window", LONGEST, SHORTEST).toMillis());
    }

    private static Duration span(Section block, String key, Duration otherwise, Duration least) {
        Duration span = block.duration(key, otherwise);
        if (span.compareTo(least) >= 0 && span.compareTo(LONGEST) <= 0) {
            return span;
        }
        block.problems()
                .error(
                        block.at(key),
                        "`%s` must be from %d seconds to 366 days, is `%s`"
                                .formatted(key, least.toSeconds(), block.text(key, "")),
                        "");
        return otherwise;
    }

    private static Map<String, BigDecimal> limits(Section block) {
        Map<String, BigDecimal> limits = new LinkedHashMap<>();
        Yaml found = block.find("limits");
        if (found instanceof Yaml.Mapping mapping) {
            mapping.members().forEach((key, member) -> {
                BigDecimal limit = member.value() instanceof Yaml.Scalar text ? Amounts.exact(text.text()) : null;
                if (limit == null) {
                    block.problems()
                            .error(member.at(), "the limit of `" + key + "` must be a number from 0", "Write `500`.");
                } else {
                    limits.put(key, limit);
                }
            });
        } else {
            block.problems()
                    .require(found == null, block.at("limits"), "`limits` must be a block of `key: number`", "");
        }
        return Map.copyOf(limits);
    }

    private static List<BigDecimal> thresholds(Section block, boolean limited) {
        List<String> texts = block.has("thresholds") ? block.texts("thresholds") : DEFAULT_THRESHOLDS;
        if (block.has("thresholds") && !limited) {
            block.problems()
                    .error(
                            block.at("thresholds"),
                            "`thresholds` are shares of a limit, and there is none",
                            "Add `limit` or `limits`.");
        }
        var thresholds = new TreeSet<BigDecimal>();
        List<String> wrong = new ArrayList<>();
        for (String text : texts) {
            BigDecimal threshold = Amounts.exact(text);
            if (threshold == null || threshold.signum() == 0 || threshold.compareTo(MAX_THRESHOLD) > 0) {
                wrong.add(text);
            } else {
                thresholds.add(threshold);
            }
        }
        if (!wrong.isEmpty() || thresholds.size() > MAX_THRESHOLDS) {
            String found = wrong.isEmpty()
                    ? "has " + thresholds.size()
                    : "has " + wrong.stream().map(text -> "`" + text + "`").collect(joining(", "));
            block.problems()
                    .error(
                            block.at("thresholds"),
                            "`thresholds` must be at most " + MAX_THRESHOLDS + " shares above 0, up to 10; it " + found,
                            "Write 80 % as 0.8.");
        }
        return List.copyOf(thresholds).subList(0, Math.min(thresholds.size(), MAX_THRESHOLDS));
    }

    private static List<BigDecimal> withFull(List<BigDecimal> thresholds) {
        var all = new TreeSet<>(thresholds);
        all.add(BigDecimal.ONE);
        return List.copyOf(all);
    }

    private static int place(List<BigDecimal> thresholds, BigDecimal wanted) {
        for (int i = 0; i < thresholds.size(); i++) {
            if (thresholds.get(i).compareTo(wanted) == 0) {
                return i;
            }
        }
        return -1;
    }
}
