package ai.genops.pipeline.processor;

import ai.genops.expression.Type;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.processor.Aggregate.Columns;
import ai.genops.pipeline.processor.Aggregate.Settings;
import ai.genops.pipeline.processor.Aggregate.Total;
import ai.genops.pipeline.processor.aggregate.Definition;
import ai.genops.pipeline.processor.aggregate.Function;
import ai.genops.pipeline.processor.aggregate.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Reads `window`, `delay`, the keys (`group_by`) and the `aggregates`.
final class AggregateReader implements ProcessorReaders.Reader {
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int MAX_GROUPS = 200_000;
    private static final long MIN_BYTES = 1 << 20;
    private static final long DEFAULT_BYTES = 256_000_000;
    /// A name with a dot, which is an attribute's.
    private static final Pattern DOTTED = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*(\\.[\\p{L}\\p{N}_-]+)+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final String START = "window_start";
    private static final String END = "window_end";
    private static final String REVISION = "revision";

    private record NamedKey(String name, Location at, Value value, Type type) {}

    private record NamedTotal(
            String name, String written, Location at, AggregateCall call, Value value, Failures failures) {}

    @Override
    public Processor read(Section block, PipelineScope scope) {
        boolean keep = block.flag("keep", false);
        // Where the events go on, too, a field may have what it had before.
        return scope.under(keep, () -> read(block, scope, keep));
    }

    private static Processor read(Section block, PipelineScope scope, boolean keep) {
        String label = block.text("name", "");
        String event = block.text("event_name", label.isEmpty() ? "aggregate" : label);
        long window = window(block);
        long delay = delay(block);
        int maxGroups = block.integer("max_groups", 100_000, 1, MAX_GROUPS);
        long maxBytes = block.bytes("max_bytes", DEFAULT_BYTES);
        block.problems()
                .require(
                        maxBytes >= MIN_BYTES,
                        block.at("max_bytes"),
                        "`max_bytes` must be at least 1 MiB, is `" + block.text("max_bytes", "") + "`",
                        "Leave it out for 256 MB.");
        List<NamedKey> keys = keys(block, scope);
        List<NamedTotal> totals = totals(block, scope);
        checkNames(block, keys, totals);
        var early = scope.failures(label.isEmpty() ? "aggregate" : label, "max_groups, max_bytes", block.at());
        var definition = new Definition(window, delay, maxGroups, maxBytes, names(keys), tallies(totals));
        var values = keys.stream().map(NamedKey::value).toList();
        var settings = new Settings(
                event,
                keep,
                columns(block, keys, totals, scope),
                values,
                early,
                definition,
                "aggregate " + block.fingerprint("window", "group_by"));
        return new Remembering(emitter -> new Aggregate(settings, emitter));
    }

    private static List<String> names(List<NamedKey> keys) {
        return keys.stream().map(NamedKey::name).toList();
    }

    private static long window(Section block) {
        block.problems().require(block.has("window"), block.at(), "`window` is missing", "Such as `window: 1m`.");
        Duration window = block.duration("window", Duration.ofMinutes(1));
        block.problems()
                .require(
                        window.toSeconds() >= 1 && window.toMillisPart() == 0 && window.compareTo(LONGEST) <= 0,
                        block.at("window"),
                        "`window` must be whole seconds from 1s to 31d, is `" + block.text("window", "") + "`",
                        "Such as `1m`, `1h` or `1d`.");
        return Math.max(window.toSeconds(), 1);
    }

    private static long delay(Section block) {
        Duration delay = block.duration("delay", Duration.ofSeconds(10));
        block.problems()
                .require(
                        delay.compareTo(LONGEST) <= 0,
                        block.at("delay"),
                        "`delay` must be at most 31d, is `" + block.text("delay", "") + "`",
                        "What comes later makes a further row; nothing is lost.");
        return delay.toMillis();
    }

    private static List<NamedKey> keys(Section block, PipelineScope scope) {
        List<NamedKey> keys = new ArrayList<>();
        if (block.find("group_by") instanceof Yaml.Mapping named) {
            keys(named, keys, scope);
            return keys;
        }
        for (Yaml item : block.items("group_by")) {
            switch (item) {
                case Yaml.Scalar name
                when isName(name) -> keys.add(key(name.text().strip(), name.at(), asExpression(name), scope));
                case Yaml.Scalar expression ->
                    scope.problems()
                            .error(
                                    expression.at(),
                                    "`" + expression.text().strip() + "` is no name of a field or attribute",
                                    "Write an expression as `field: expression`.");
                case Yaml.Mapping named -> keys(named, keys, scope);
                case Yaml.Sequence list ->
                    scope.problems().error(list.at(), "must be a field, or `field: expression`", "");
            }
        }
        return keys;
    }

    private static void keys(Yaml.Mapping named, List<NamedKey> keys, PipelineScope scope) {
        named.members().forEach((name, member) -> {
            if (member.value() instanceof Yaml.Scalar source) {
                keys.add(key(name, member.at(), source, scope));
            } else {
                scope.problems()
                        .error(member.value().at(), "`" + name + "` must be an expression", "Write it as text.");
            }
        });
    }

    private static NamedKey key(String name, Location at, Yaml.Scalar source, PipelineScope scope) {
        var typed = scope.value(source, name);
        boolean isJson = typed.type() == Type.LIST || typed.type() == Type.OBJECT;
        return new NamedKey(name, at, typed.value(), isJson ? Type.TEXT : typed.type());
    }

    private static boolean isName(Yaml.Scalar name) {
        String text = name.text().strip();
        return WORD.matcher(text).matches() || DOTTED.matcher(text).matches();
    }

    /// A name with a dot is an attribute's, others are fields'.
    private static Yaml.Scalar asExpression(Yaml.Scalar name) {
        String text = name.text().strip();
        return DOTTED.matcher(text).matches()
                ? new Yaml.Scalar(name.at(), name.textAt(), "attributes['" + text + "']", true)
                : name;
    }

    private static List<NamedTotal> totals(Section block, PipelineScope scope) {
        List<NamedTotal> totals = new ArrayList<>();
        if (block.find("aggregates") instanceof Yaml.Mapping named) {
            totals(named, totals, scope);
        } else {
            for (Yaml item : block.items("aggregates")) {
                if (item instanceof Yaml.Mapping named) {
                    totals(named, totals, scope);
                } else {
                    scope.problems()
                            .error(
                                    item.at(),
                                    "this aggregate has no name: it must be of the form `field: function(expression)`",
                                    "Such as `- cost_sum: sum(cost)`, without quotes around the whole.");
                }
            }
        }
        block.problems()
                .require(
                        block.has("aggregates"),
                        block.at(),
                        "this aggregate has no `aggregates`",
                        "List at least one, such as `calls: count()`.");
        return totals;
    }

    private static void totals(Yaml.Mapping named, List<NamedTotal> totals, PipelineScope scope) {
        for (Map.Entry<String, Yaml.Member> entry : named.members().entrySet()) {
            String name = entry.getKey();
            Yaml.Member member = entry.getValue();
            if (!(member.value() instanceof Yaml.Scalar source)) {
                scope.problems().error(member.value().at(), "`" + name + "` must be a function", "Write it as text.");
                continue;
            }
            AggregateCall call = AggregateCall.read(source, scope);
            if (call != null) {
                var failures = scope.failures(name, source.text().strip(), source.at());
                String written = Section.hash(name + "=" + source.canonical());
                totals.add(new NamedTotal(name, written, member.at(), call, value(call, name, scope), failures));
            }
        }
    }

    private static Value value(AggregateCall call, String name, PipelineScope scope) {
        Yaml.Scalar argument = call.argument();
        if (argument == null) {
            return _ -> true;
        }
        if (call.function() == Function.COUNT) {
            Condition condition = scope.condition(argument, name, "It counts nothing.");
            return condition::test;
        }
        return scope.value(argument, name).value();
    }

    private static List<Supplier<Tally>> tallies(List<NamedTotal> totals) {
        List<Supplier<Tally>> tallies = new ArrayList<>();
        for (NamedTotal total : totals) {
            AggregateCall call = total.call();
            tallies.add(() -> call.function().begin(call.quantile()));
        }
        return List.copyOf(tallies);
    }

    private static void checkNames(Section block, List<NamedKey> keys, List<NamedTotal> totals) {
        Set<String> names = new HashSet<>(Set.of(START, END, REVISION));
        keys.forEach(key -> checkName(block, key.name(), key.at(), names));
        totals.forEach(total -> checkName(block, total.name(), total.at(), names));
    }

    private static void checkName(Section block, String name, Location at, Set<String> names) {
        block.problems()
                .require(
                        names.add(name),
                        at,
                        "the field `" + name + "` is there twice",
                        "Give it another name. `%s`, `%s` and `%s` are always there.".formatted(START, END, REVISION));
    }

    private static Columns columns(Section block, List<NamedKey> keys, List<NamedTotal> totals, PipelineScope scope) {
        int start = scope.define(START, Type.NUMBER, block.at());
        int end = scope.define(END, Type.NUMBER, block.at());
        keys.forEach(key -> scope.define(key.name(), key.type(), key.at()));
        Total[] totalSlots = totals.stream()
                .map(total -> new Total(
                        define(total, scope),
                        total.value(),
                        total.written(),
                        total.call().function(),
                        total.call().quantile(),
                        total.failures()))
                .toArray(Total[]::new);
        return new Columns(start, end, totalSlots, scope.define(REVISION, Type.NUMBER, block.at()), scope.ownFields());
    }

    private static int define(NamedTotal total, PipelineScope scope) {
        boolean number = total.call().function().givesNumber();
        return scope.define(total.name(), number ? Type.NUMBER : Type.ANY, total.at());
    }
}
