package ai.genops.destination.metrics;

import ai.genops.destination.metrics.Metric.Kind;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the entries of `mappings`, and the tags all metrics share.
final class MappingReader {
    private static final Pattern SETTING = Pattern.compile("\\$\\{\\s*([A-Z][A-Z0-9_]*)\\s*}");
    private static final Pattern TAG = Pattern.compile("([^:$]+):(.+)", Pattern.DOTALL);

    /// Units of money, of which several amounts are one amount.
    private static final Set<String> MONEY =
            Set.of("usd", "eur", "gbp", "chf", "jpy", "cny", "inr", "dollar", "euro", "pound", "yen", "cent");

    private final DestinationBlock block;
    private final Naming naming;
    private final String prefix;
    private final Map<String, Tag> shared;

    MappingReader(DestinationBlock block, Section metrics, Naming naming) {
        this.block = block;
        this.naming = naming;
        prefix = metrics.text("prefix", "");
        shared = tags(metrics);
    }

    Mapping mapping(Section section) {
        String name = prefix + section.text("name");
        String type = section.choice("type", "gauge", List.of("gauge", "count", "rate"));
        String unit = section.text("unit", "");
        Metric metric =
                new Metric(naming.metric(name, kind(section, name, type, unit)), kind(section, name, type, unit), unit);
        section.problems()
                .require(
                        !metric.name().isEmpty(),
                        section.at("name"),
                        "`name` is `" + name + "`, which is no metric's name here",
                        "Begin with a letter; use letters, digits, `_` and `.`, at most 200.");
        Expression value = value(section);
        Map<String, Tag> tags = new LinkedHashMap<>(shared);
        tags.putAll(tags(section));
        section.finish();
        return new Mapping(metric, value.source, value.at, List.copyOf(tags.values()), "");
    }

    /// The same metrics with the tags of the block, which come before their own.
    List<Mapping> withTags(List<Mapping> mappings) {
        List<Mapping> tagged = new ArrayList<>();
        for (Mapping mapping : mappings) {
            List<Tag> tags = new ArrayList<>(mapping.tags());
            tags.removeIf(tag -> shared.containsKey(tag.name()));
            shared.values().forEach(tag -> tags.add(tag));
            tagged.add(new Mapping(mapping.metric(), mapping.value(), mapping.at(), tags, mapping.asReceived()));
        }
        return tagged;
    }

    /// A gauge of money or of a total adds up, and so it is a count: of the points of a gauge vendors show the
    /// average or the last.
    private static Kind kind(Section section, String name, String type, String unit) {
        String aggregate = section.choice("aggregate", "", List.of("sum", "last"));
        boolean total = name.endsWith("total") || MONEY.contains(unit.toLowerCase(Locale.ROOT));
        if (type.equals("gauge")) {
            boolean sum = aggregate.isEmpty() ? total : aggregate.equals("sum");
            if (sum && aggregate.isEmpty()) {
                String text = "`" + name + "` is a gauge of amounts that add up: it is sent as a count, so that sums"
                        + " over time are exact";
                section.problems()
                        .note(
                                section.at("type"),
                                text,
                                "Write `type: count`; or `aggregate: last` if only the latest value counts.");
            }
            return sum ? Kind.COUNT : Kind.GAUGE;
        }
        section.problems()
                .require(
                        !aggregate.equals("last"),
                        section.at("aggregate"),
                        "`aggregate` is `last`, and a " + type + " adds up",
                        "Write `type: gauge`.");
        return type.equals("count") ? Kind.COUNT : Kind.RATE;
    }

    private record Expression(String source, Location at) {}

    /// `${x}`, or an expression without the braces.
    private static Expression value(Section section) {
        String text = section.text("value");
        if (!(section.find("value") instanceof Yaml.Scalar scalar)) {
            return new Expression("undefined", section.at());
        }
        Location at = scalar.textAt();
        if (!text.startsWith("${") || !text.endsWith("}")) {
            return new Expression(text, at);
        }
        return new Expression(
                text.substring(2, text.length() - 1), new Location(at.file(), at.line(), at.column() + 2));
    }

    private Map<String, Tag> tags(Section section) {
        Map<String, Tag> tags = new LinkedHashMap<>();
        for (Yaml item : section.items("tags")) {
            Matcher tag = TAG.matcher(
                    item instanceof Yaml.Scalar scalar ? scalar.text().strip() : "");
            String name = tag.matches() ? naming.label(tag.group(1).strip()) : "";
            String text = item instanceof Yaml.Scalar scalar ? "tag `" + scalar.text() + "` has no name" : "a tag";
            if (!(item instanceof Yaml.Scalar scalar) || name.isEmpty()) {
                section.problems().error(item.at(), text, "Write `name:value`.");
                continue;
            }
            Location at = scalar.textAt().within(1, 1 + tag.start(2));
            if (tags.put(name, new Tag(name, tag.group(2), at, "")) != null) {
                section.problems().error(item.at(), "the tag `" + name + "` is there twice", "Remove one of the two.");
            }
            settings(tag.group(2));
        }
        return tags;
    }

    private void settings(String template) {
        Matcher setting = SETTING.matcher(template);
        while (setting.find()) {
            if (block.section().secrets().variable(setting.group(1)) == null) {
                block.miss(setting.group(1) + " is not set");
            }
        }
    }
}
