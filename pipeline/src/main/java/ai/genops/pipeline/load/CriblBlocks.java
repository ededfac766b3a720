package ai.genops.pipeline.load;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.cribl.CriblPipeline;
import ai.genops.pipeline.cribl.LookupNeed;
import ai.genops.pipeline.lookup.LookupDefinition;
import ai.genops.pipeline.lookup.LookupSource;
import ai.genops.pipeline.lookup.LookupTables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pipelines in Cribl's format among ours: each is turned into a block of ours.
final class CriblBlocks {
    private final LookupTables lookups;

    CriblBlocks(LookupTables lookups) {
        this.lookups = lookups;
    }

    Map<String, Section> ours(Map<String, Section> blocks) {
        Map<String, Section> ours = new LinkedHashMap<>();
        blocks.forEach(
                (id, block) -> ours.put(id, CriblPipeline.isCribls(block) ? translated(id, block, blocks) : block));
        return ours;
    }

    private Section translated(String id, Section block, Map<String, Section> blocks) {
        var translated = CriblPipeline.translate(id, block, new CriblPipeline.Around() {
            @Override
            public List<String> columns(String lookup) {
                LookupSource source = lookups.find(lookup);
                return source == null ? List.of() : source.table().names();
            }

            @Override
            public @Nullable Section pipeline(String other) {
                Section found = blocks.get(other);
                return found != null && CriblPipeline.isCribls(found) ? found : null;
            }
        });
        translated.lookups().forEach(need -> check(need, block));
        return translated.block();
    }

    /// How rows are found is said where the lookup is defined; a function that wants it otherwise would find others.
    private void check(LookupNeed need, Section block) {
        LookupSource source = lookups.find(need.id());
        if (source == null) {
            return;
        }
        LookupDefinition definition = source.definition();
        String match = definition.match().kind().name().toLowerCase(Locale.ROOT);
        String matches = switch (definition.choice()) {
            case FIRST, LAST -> "first";
            case LONGEST -> "longest";
            case ALL -> "all";
        };
        block.problems()
                .require(
                        match.equals(need.match())
                                && definition.caseSensitive() != need.ignoreCase()
                                && matches.equals(need.matches()),
                        need.at(),
                        "the lookup `" + need.id() + "` finds rows otherwise than this function says",
                        "Say it in lookups/%s.yaml: `{id: %s, file: %s, key_field: %s, match_type: %s, case_sensitive: %s, matches: %s}`"
                                .formatted(
                                        need.id(),
                                        need.id(),
                                        need.file(),
                                        need.columns(),
                                        need.match(),
                                        !need.ignoreCase(),
                                        need.matches()));
    }
}
