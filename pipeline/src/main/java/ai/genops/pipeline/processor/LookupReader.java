package ai.genops.pipeline.processor;

import ai.genops.expression.Type;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.lookup.CsvTable;
import ai.genops.pipeline.lookup.LookupTables;
import ai.genops.pipeline.processor.Lookup.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Reads `lookup_table`, the `match_field`s, `add_fields` and their `default_values`.
final class LookupReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        String id = block.text("lookup_table");
        List<Value> key = key(block, scope);
        List<String> add = block.texts("add_fields");
        Map<String, Object> defaults = block.values("default_values");
        LookupTables.Loaded loaded = scope.lookups().find(id);
        if (loaded == null) {
            block.problems()
                    .error(
                            block.at("lookup_table"),
                            "there is no lookup `" + id + "`",
                            Names.didYouMean(id, scope.lookups().ids()) + " A file lookups/" + id
                                    + ".csv is enough to make one.");
            add.forEach(field -> scope.define(field, Type.ANY, block.at("add_fields")));
            return Processor.NOTHING;
        }
        List<Output> outputs = outputs(block, add, defaults, loaded.table(), scope);
        int[] columns = keyColumns(block, loaded);
        if (key.isEmpty() || columns.length == 0) {
            return Processor.NOTHING;
        }
        return new Lookup(scope.lookups().index(loaded, columns), List.copyOf(key), outputs);
    }

    private static List<Value> key(Section block, PipelineScope scope) {
        List<Value> key = new ArrayList<>();
        for (Yaml item : block.items("match_field")) {
            if (item instanceof Yaml.Scalar field) {
                key.add(scope.value(field, "lookup").value());
            }
        }
        block.problems()
                .require(!key.isEmpty(), block.at(), "`match_field` is missing", "Name the field to look up by.");
        return key;
    }

    /// The columns to match: the lookup's own `key_field`s, else those of the same names as the fields, else the first
    /// ones of the file.
    private static int[] keyColumns(Section block, LookupTables.Loaded loaded) {
        List<String> fields = block.texts("match_field");
        List<String> keyFields = loaded.definition().keyFields();
        CsvTable table = loaded.table();
        if (keyFields.size() == fields.size()) {
            return columns(table, keyFields);
        }
        int[] byName = columns(table, fields);
        if (Arrays.stream(byName).allMatch(column -> column >= 0)) {
            return byName;
        }
        if (!keyFields.isEmpty() || fields.size() > table.columns().size()) {
            block.problems()
                    .error(
                            block.at("match_field"),
                            "%d fields cannot match the columns %s".formatted(fields.size(), table.columns()),
                            "Name as many fields as the lookup has key columns.");
            return new int[0];
        }
        block.problems()
                .note(
                        block.at("match_field"),
                        "%s are matched with the first columns of the file by position: %s"
                                .formatted(fields, table.columns().subList(0, fields.size())),
                        "");
        return columns(table, table.columns().subList(0, fields.size()));
    }

    private static int[] columns(CsvTable table, List<String> names) {
        return names.stream().mapToInt(table::column).toArray();
    }

    private static List<Output> outputs(
            Section block, List<String> add, Map<String, Object> defaults, CsvTable table, PipelineScope scope) {
        List<Output> outputs = new ArrayList<>();
        for (String field : add) {
            int column = table.column(field);
            block.problems()
                    .require(
                            column >= 0,
                            block.at("add_fields"),
                            "the lookup's file has no column `" + field + "`",
                            Names.didYouMean(field, table.columns()));
            outputs.add(new Output(scope.define(field, Type.ANY, block.at("add_fields")), column, defaults.get(field)));
        }
        defaults.keySet().stream()
                .filter(field -> !add.contains(field))
                .forEach(field -> block.problems()
                        .error(
                                block.at("default_values"),
                                "`" + field + "` has a default but is not among `add_fields`",
                                Names.didYouMean(field, add)));
        return List.copyOf(outputs);
    }
}
