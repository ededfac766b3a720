package ai.genops.pipeline.load;

import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.lookup.LookupSource;
import ai.genops.pipeline.lookup.LookupTables;
import ai.genops.pipeline.lookup.PriceCatalogues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Notes on what a configuration says without effect. Only what is certain: a note that is wrong costs more than one
/// that is missing.
final class Lint {
    /// Keys of a route that change nothing of what it does.
    private static final Set<String> NAMING = Set.of("id", "name", "description", "pipeline", "enabled");

    private Lint() {}

    static void unused(LookupTables lookups, Problems problems) {
        for (LookupSource source : lookups.unused()) {
            if (source.id().equals(PriceCatalogues.OVERRIDES)) {
                continue; // the server reckons with it where nothing is priced
            }
            problems.note(
                    source.definition().at(),
                    "no pipeline uses the lookup `" + source.id() + "`",
                    "Remove it if none will: it is kept in memory.");
        }
    }

    /// Processors that no event reaches, since one before them lets none through to them.
    static void behindTheEnd(List<Section> processors) {
        Section end = null;
        for (Section processor : processors) {
            if (end != null) {
                String why = end.flag("final", false) ? "is `final`" : "drops every event";
                processor
                        .problems()
                        .note(
                                processor.at(),
                                "no event reaches this processor: the one at line %d %s and has no `filter`"
                                        .formatted(end.at().line(), why),
                                "Give that one a `filter`, or move it to the end.");
                return;
            }
            end = isEnd(processor) ? processor : null;
        }
    }

    private static boolean isEnd(Section processor) {
        boolean ends =
                processor.flag("final", false) || processor.text("type", "").equals("drop");
        return ends && !processor.flag("disabled", false) && !processor.has("filter");
    }

    /// A pipeline that leads nowhere, and routes that give a destination the same events twice.
    static void routes(Section pipeline, List<Way> ways) {
        Map<String, Section> seen = new HashMap<>();
        boolean leadsOn = false;
        for (Way way : ways) {
            Section route = way.route();
            if (route.flag("enabled", true)) {
                leadsOn = true;
                Section first = way.isOpen() ? seen.putIfAbsent(text(route), route) : null;
                if (first != null) {
                    route.problems()
                            .note(
                                    route.at(),
                                    "this route says the same as the one at %s: `%s` gets each event twice"
                                            .formatted(first.at(), route.text("destination", "")),
                                    "Keep one of the two.");
                }
            }
        }
        if (!leadsOn) {
            pipeline.problems()
                    .note(pipeline.at(), "this pipeline has no routes: what it does reaches nobody", "Add `routes`.");
        }
    }

    /// All that a route says but what it is called.
    private static String text(Section route) {
        Map<String, String> said = new TreeMap<>();
        route.said().forEach((key, value) -> said.put(Names.key(key), text(value)));
        said.keySet().removeAll(NAMING);
        return said.toString();
    }

    /// What it says, however it is quoted and in whatever order.
    private static String text(Yaml value) {
        return switch (value) {
            case Yaml.Scalar scalar -> scalar.text().strip();
            case Yaml.Sequence list ->
                list.items().stream().map(Lint::text).toList().toString();
            case Yaml.Mapping block -> {
                Map<String, String> members = new TreeMap<>();
                block.members().forEach((name, member) -> members.put(name, text(member.value())));
                yield members.toString();
            }
        };
    }
}
