package ai.genops.pipeline.processor;

import ai.genops.event.Key;
import ai.genops.event.Own;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.processor.Mask.Places;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads where a mask looks: `field` or `fields`. Each is a field, `attributes['name']`, `resource['name']`, `name`,
/// `body`, `events`, or `*` for all there is; `*` within a name stands for any characters. Masking a field masks what
/// it was read from, masking an attribute the fields read from it.
final class MaskPlaces {
    private static final Pattern ATTRIBUTES = Pattern.compile("(attributes|resource)\\[(['\"])([^'\"]+)\\2]");

    private final Section section;
    private final PipelineScope scope;
    /// Whether what a field was computed from is masked with it.
    private final boolean sources;
    private final Set<Integer> slots = new TreeSet<>();
    private final List<String> attributes = new ArrayList<>();
    private final List<String> resource = new ArrayList<>();
    private final Set<Key> keys = new HashSet<>();
    private final Set<Key> own = new HashSet<>();
    private boolean name;
    private boolean status;
    private boolean events;
    private boolean everything;

    private MaskPlaces(Section section, PipelineScope scope) {
        this.section = section;
        this.scope = scope;
        this.sources = section.flag("sources", true);
    }

    static Places read(Section section, PipelineScope scope) {
        var places = new MaskPlaces(section, scope);
        String key = section.has("fields") ? "fields" : "field";
        List<String> names = section.texts(key);
        section.problems()
                .require(
                        !names.isEmpty(),
                        section.at(),
                        "`field` is missing",
                        "Name a field, attributes['name'], or '*' for the whole event.");
        section.problems()
                .require(
                        !(section.has("fields") && section.has("field")),
                        section.at("field"),
                        "`field` and `fields` exclude each other",
                        "List all under `fields`.");
        names.forEach(written -> places.add(key, written));
        return places.build();
    }

    private void add(String key, String written) {
        Matcher matcher = ATTRIBUTES.matcher(written);
        Own free = Own.ofWord(written.replace('.', '_'));
        if (matcher.matches()) {
            (matcher.group(1).equals("resource") ? resource : attributes).add(matcher.group(3));
        } else if (written.equals("*")) {
            everything = true;
        } else if (written.equals("name")) {
            name = true;
            copied(written);
        } else if (written.equals("status")) {
            status = true;
            fields(key, written);
        } else if (written.equals("events")) {
            events = true;
        } else if (free != null && free.isFree()) {
            own.add(free.key());
            if (scope.fields().find(written) >= 0) {
                fields(key, written);
            }
        } else {
            fields(key, written);
        }
    }

    private void fields(String key, String written) {
        int[] found = new NamePatterns(List.of(written)).slots(scope.fields());
        section.problems()
                .require(
                        found.length > 0 || written.isEmpty(),
                        section.at(key),
                        "no processor before this one sets `" + written + "`",
                        Names.didYouMean(written, scope.fields().names())
                                + " An attribute is named as attributes['name'].");
        for (int slot : found) {
            slots.add(slot);
            copied(scope.fields().names().get(slot));
        }
    }

    private void copied(String field) {
        if (!sources) {
            return;
        }
        Sources sources = scope.sources(field);
        keys.addAll(sources.attributes);
        own.addAll(sources.own);
        name |= sources.name;
        everything |= sources.everything;
    }

    private Places build() {
        List<String> fields = scope.fields().names();
        if (everything) {
            int[] all = java.util.stream.IntStream.range(0, fields.size()).toArray();
            return new Places(all, _ -> true, _ -> true, _ -> true, true, fields.contains("status"), true);
        }
        boolean anyAttribute = sources && scope.copiesAnywhere() && (isAnythingRead() || status || !slots.isEmpty());
        Set<String> copies = new HashSet<>();
        var names = new NamePatterns(attributes);
        var resourceNames = new NamePatterns(resource);
        for (int i = 0; i < fields.size() && sources; i++) {
            if (isReadFrom(scope.sources(fields.get(i)), names, resourceNames)) {
                slots.add(i);
                copies.add(fields.get(i));
            }
        }
        if (copies.contains("body")) {
            own.add(Own.BODY.key());
        }
        return new Places(
                slots.stream().mapToInt(Integer::intValue).toArray(),
                anyAttribute ? _ -> true : either(names, keys),
                either(resource.isEmpty() ? names : new NamePatterns(both()), keys),
                own.isEmpty() ? null : Set.copyOf(own)::contains,
                name || copies.contains("name"),
                status || copies.contains("status"),
                events);
    }

    private List<String> both() {
        List<String> both = new ArrayList<>(attributes);
        both.addAll(resource);
        return both;
    }

    private boolean isReadFrom(Sources sources, NamePatterns names, NamePatterns resourceNames) {
        boolean read = (name && sources.name)
                || sources.own.stream().anyMatch(own::contains)
                || sources.attributes.stream()
                        .anyMatch(key -> keys.contains(key) || names.test(key) || resourceNames.test(key));
        return read || (sources.everything && isAnythingRead());
    }

    /// Whether it looks at anything that a copy can be made of.
    private boolean isAnythingRead() {
        return name || events || !(keys.isEmpty() && own.isEmpty() && attributes.isEmpty() && resource.isEmpty());
    }

    private static @Nullable Predicate<Key> either(NamePatterns names, Set<Key> keys) {
        if (keys.isEmpty()) {
            return names.isEmpty() ? null : names;
        }
        Set<Key> exact = Set.copyOf(keys);
        return names.isEmpty() ? exact::contains : key -> exact.contains(key) || names.test(key);
    }
}
