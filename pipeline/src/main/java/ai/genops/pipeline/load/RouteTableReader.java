package ai.genops.pipeline.load;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.cribl.CriblRows;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.PipelineScope;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads tables of routes, in our words and in those of Cribl's `route.yml`: blocks in `routes/` that have `routes`.
/// Rows are in the order of their `order`, then of the files and lines.
final class RouteTableReader {
    /// Cribl's own names for "no pipeline" and "nowhere".
    private static final String AS_RECEIVED = "passthru";

    private static final String NOWHERE = "devnull";
    private static final int MAX_ROWS = 1000;
    private static final Set<String> ALWAYS = Set.of("", "true", "!0", "1");

    private final PipelineScope scope;
    private final Problems problems;
    private final Set<String> pipelines;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Section> ids = new HashMap<>();

    /// @param scope of events as received; the rows' filters are compiled in it
    /// @param pipelines the ids of those that there are
    RouteTableReader(PipelineScope scope, Problems problems, Set<String> pipelines) {
        this.scope = scope;
        this.problems = problems;
        this.pipelines = pipelines;
    }

    /// What a table adds to a pipeline: which events may enter, and where those of each row go.
    record Entrance(Condition condition, List<Way> ways) {}

    private record Entry(
            double order, String pipeline, String filter, RouteTable.Row row, List<Section> outputs, Location at) {}

    void read(Section table) {
        table.text("id", "");
        table.text("description", "");
        table.items("comments");
        Map<String, Boolean> disabledGroups = new HashMap<>();
        Section groups = table.section("groups");
        for (String id : groups.keys()) {
            disabledGroups.put(id, groups.section(id).flag("disabled", false));
        }
        List<Section> rows = table.sections("routes");
        boolean bareNames = scope.bareNames(table);
        for (Section row : rows) {
            scope.scope().readBareNames(bareNames || CriblRows.isCribls(row));
            row(row, disabledGroups);
        }
        scope.scope().readBareNames(false);
        table.finish();
    }

    private void row(Section row, Map<String, Boolean> disabledGroups) {
        String id = row.text("id", row.text("name", ""));
        row.text("name", "");
        row.text("description", "");
        problems.require(!id.isEmpty(), row.at(), "this row has no `id`", "Add `id: ...`.");
        Section first = ids.putIfAbsent(id, row);
        problems.require(
                first == null,
                row.at("id"),
                "the row `" + id + "` is there already" + (first == null ? "" : ", at " + first.at()),
                "Give one of the two another id.");
        CriblRows.check(row);
        boolean enabled = row.flag("enabled", !row.flag("disabled", false));
        boolean inDisabledGroup = disabledGroups.getOrDefault(row.text("groupId", ""), false);
        boolean last = row.flag("final", true);
        double order = row.number("order", 0);
        String pipeline = pipeline(row);
        List<Section> outputs = outputs(id, row);
        Condition filter = row.find("filter") instanceof Yaml.Scalar source
                        && !ALWAYS.contains(source.text().strip())
                ? scope.condition(source, "row " + id, "No event takes this row.")
                : Condition.ALWAYS;
        row.finish();
        if (first == null && enabled && !inDisabledGroup) {
            entries.add(new Entry(
                    order,
                    pipeline,
                    row.text("filter", ""),
                    new RouteTable.Row(id, row.fingerprint(), filter, last),
                    outputs,
                    row.at()));
        }
    }

    /// Empty: events as received.
    private String pipeline(Section row) {
        String pipeline = row.text("pipeline", "");
        boolean known = pipelines.contains(pipeline);
        if (!known && pipeline.startsWith("pack:")) {
            problems.error(
                    row.at("pipeline"),
                    "`" + pipeline + "` is a pack",
                    "Convert it with `genops convert`, and name one of its pipelines.");
        } else if (!known && !pipeline.isEmpty() && !pipeline.equals(AS_RECEIVED) && !pipeline.equals(NOWHERE)) {
            problems.error(
                    row.at("pipeline"),
                    "there is no pipeline `" + pipeline + "`",
                    Names.didYouMean(pipeline, pipelines));
        }
        return known ? pipeline : "";
    }

    /// A route's block for each output: its name alone, or a block that a route of a pipeline could be.
    private List<Section> outputs(String id, Section row) {
        List<Yaml> items = new ArrayList<>(row.items("output"));
        items.addAll(row.items("outputs"));
        problems.require(
                !items.isEmpty() || pipelines.contains(row.text("pipeline", "")),
                row.at(),
                "this row leads nowhere: it has no `output`",
                "Name a destination, several under `outputs`, or `devnull` to drop what it takes.");
        if (row.text("pipeline", "").equals(NOWHERE) && !pipelines.contains(NOWHERE)) {
            return List.of();
        }
        List<Section> outputs = new ArrayList<>();
        for (Yaml item : items) {
            if (item instanceof Yaml.Scalar name && name.text().strip().equals(NOWHERE)) {
                continue;
            }
            outputs.add(output(items.size() == 1 ? id : id + "-" + (outputs.size() + 1), item, row));
        }
        return outputs;
    }

    private Section output(String name, Yaml item, Section row) {
        Map<String, Yaml.Member> members = new LinkedHashMap<>();
        if (item instanceof Yaml.Mapping block) {
            members.putAll(block.members());
        } else {
            members.put("destination", new Yaml.Member(item.at(), item));
        }
        members.putIfAbsent("name", new Yaml.Member(item.at(), new Yaml.Scalar(item.at(), item.at(), name, false)));
        return new Section(new Yaml.Mapping(item.at(), members), problems, row.secrets());
    }

    /// What the tables add to pipelines, by their ids; empty for events as received. Told is which rows no event
    /// reaches.
    Map<String, Entrance> entrances() {
        entries.sort(Comparator.comparingDouble(Entry::order));
        problems.require(
                entries.size() <= MAX_ROWS,
                entries.isEmpty() ? Location.of("routes") : entries.getLast().at(),
                "the tables of routes have " + entries.size() + " rows; " + MAX_ROWS + " are the most",
                "Leave some out.");
        unreachable();
        var table = new RouteTable(entries.stream().map(Entry::row).toList());
        Map<String, BitSet> rows = new LinkedHashMap<>();
        Map<String, List<Way>> ways = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            rows.computeIfAbsent(entry.pipeline(), _ -> new BitSet()).set(i);
            Condition gate = table.takes(i);
            List<Way> own = ways.computeIfAbsent(entry.pipeline(), _ -> new ArrayList<>());
            entry.outputs().forEach(output -> own.add(new Way(output, gate)));
        }
        Map<String, Entrance> entrances = new LinkedHashMap<>();
        rows.forEach((pipeline, set) ->
                entrances.put(pipeline, new Entrance(table.takesAny(set), ways.getOrDefault(pipeline, List.of()))));
        return entrances;
    }

    private void unreachable() {
        Location all = null;
        for (Entry entry : entries) {
            if (all != null) {
                problems.note(
                        entry.at(),
                        "no event reaches this row: the one at line " + all.line() + " takes all and is final",
                        "Put it before that one, or set `final: false` there.");
            } else if (entry.row().last() && ALWAYS.contains(entry.filter())) {
                all = entry.at();
            }
        }
    }
}
