package ai.genops.server;

import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.server.health.HealthPlan;
import ai.genops.source.config.HecSourceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The files of `sources/`, sorted: a source each, with the files that describe what surrounds it (`Buffer Settings`,
/// `Health Check`, ...) and nothing else, if there is one source of OTLP that they can belong to; sources of HEC; and
/// rules on their health.
record SourceFiles(List<List<Section>> sources, List<Section> collectors, List<Section> healthRules) {
    private static final Set<String> SURROUNDINGS =
            Set.of("buffersettings", "healthcheck", "dataparsing", "retrypolicy");

    static SourceFiles of(Map<String, Section> blocks, Problems problems) {
        List<List<Section>> sources = new ArrayList<>();
        List<Section> rules = new ArrayList<>();
        List<Section> collectors = new ArrayList<>();
        List<Section> surroundings = new ArrayList<>();
        for (Section block : blocks.values()) {
            if (HealthPlan.isRules(block)) {
                rules.add(block);
            } else if (HecSourceConfig.isDescribedBy(block)) {
                collectors.add(block);
            } else if (surrounds(block)) {
                surroundings.add(block);
            } else {
                sources.add(new ArrayList<>(List.of(block)));
            }
        }
        if (sources.isEmpty() && !surroundings.isEmpty()) {
            sources.add(new ArrayList<>());
        }
        if (sources.size() <= 1) {
            sources.forEach(source -> source.addAll(surroundings));
        } else {
            surroundings.forEach(block -> problems.error(
                    block.at(),
                    "this describes a source, and there are " + sources.size() + " it may belong to",
                    "Put it into the source's own block."));
        }
        return new SourceFiles(sources, collectors, rules);
    }

    private static boolean surrounds(Section block) {
        return !block.keys().isEmpty() && block.keys().stream().map(Names::key).allMatch(SURROUNDINGS::contains);
    }
}
