package ai.genops.pipeline.processor;

import static java.util.stream.Collectors.joining;

import ai.genops.event.ReadyText;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.lookup.LookupSource;
import ai.genops.pipeline.lookup.LookupUse;
import ai.genops.pipeline.lookup.match.Choice;
import ai.genops.pipeline.lookup.match.Duplicates;
import ai.genops.pipeline.lookup.table.Table;
import ai.genops.pipeline.processor.AddedFields.Added;
import ai.genops.pipeline.processor.Lookup.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads `lookup_table`, the `match_field`s and the columns they match, `add_fields` and their `default_values`.
final class LookupReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        String id = block.text("lookup_table");
        List<Value> key = key(block, scope);
        LookupSource source = scope.lookups().find(id);
        List<Added> added = AddedFields.read(
                block, source == null ? List.of() : source.definition().outputFields());
        List<Output> outputs = added.stream()
                .map(one -> new Output(one.define(scope), ReadyText.of(one.otherwise())))
                .toList();
        if (source == null) {
            missing(id, block, scope);
            return Processor.NOTHING;
        }
        List<String> columns = columns(block, added, source.table());
        List<String> keyColumns = keyColumns(block, source);
        boolean usable = !key.isEmpty() && columns.size() == added.size() && key.size() == keyColumns.size();
        return usable ? lookup(block, source, key, keyColumns, columns, outputs) : Processor.NOTHING;
    }

    private static Processor lookup(
            Section block,
            LookupSource source,
            List<Value> key,
            List<String> keyColumns,
            List<String> columns,
            List<Output> outputs) {
        List<Integer> order = source.definition().match().order(keyColumns);
        var duplicates = new Duplicates();
        try {
            LookupUse use = source.use(order.stream().map(keyColumns::get).toList(), columns, duplicates);
            tell(block, source, duplicates);
            boolean all = source.definition().choice() == Choice.ALL;
            return new Lookup(use, order.stream().map(key::get).toList(), outputs, all);
        } catch (IOException e) {
            block.problems()
                    .error(
                            block.at("lookup_table"),
                            "the lookup `" + source.id() + "` cannot be used: " + e.getMessage(),
                            "Mend its file, or its definition.");
            return Processor.NOTHING;
        }
    }

    private static void missing(String id, Section block, PipelineScope scope) {
        if (scope.lookups().isBroken(id) || id.isEmpty()) {
            return;
        }
        boolean isDatabase = scope.lookups().databaseIds().contains(id);
        block.problems()
                .error(
                        block.at("lookup_table"),
                        isDatabase ? "`" + id + "` is a MaxMind database" : "there is no lookup `" + id + "`",
                        isDatabase
                                ? "Use the processor `geoip`."
                                : (Names.didYouMean(id, scope.lookups().ids()) + " A file lookups/" + id
                                                + ".csv is enough to make one.")
                                        .strip());
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

    /// The columns to match: those of `match_column`, else the lookup's own `key_field`s, else those of the
    /// same names as the fields, else the first ones of the file.
    private static List<String> keyColumns(Section block, LookupSource source) {
        List<String> fields = block.texts("match_field");
        List<String> keyFields = source.definition().keyFields();
        Table table = source.table();
        List<String> named = block.texts("match_column");
        if (!named.isEmpty()) {
            return named(block, named, fields.size(), table);
        }
        if (keyFields.size() == fields.size()) {
            return keyFields;
        }
        if (fields.stream().allMatch(field -> table.place(field) >= 0)) {
            return fields;
        }
        if (!keyFields.isEmpty() || fields.size() > table.names().size()) {
            block.problems()
                    .error(
                            block.at("match_field"),
                            "%d fields cannot match the columns %s"
                                    .formatted(fields.size(), keyFields.isEmpty() ? table.names() : keyFields),
                            "Name as many fields as the lookup has key columns.");
            return List.of();
        }
        List<String> first = table.names().subList(0, fields.size());
        block.problems()
                .note(
                        block.at("match_field"),
                        "%s are matched with the first columns of the file by position: %s".formatted(fields, first),
                        "");
        return first;
    }

    private static List<String> named(Section block, List<String> columns, int fields, Table table) {
        block.problems()
                .require(
                        columns.size() == fields,
                        block.at("match_column"),
                        "%d columns cannot match %d fields".formatted(columns.size(), fields),
                        "Name one `match_column` for each `match_field`.");
        for (String column : columns) {
            block.problems()
                    .require(
                            table.place(column) >= 0,
                            block.at("match_column"),
                            "the lookup's file has no column `" + column + "`",
                            Names.didYouMean(column, table.names()));
        }
        return columns.stream().allMatch(column -> table.place(column) >= 0) ? columns : List.of();
    }

    private static List<String> columns(Section block, List<Added> added, Table table) {
        List<String> columns = new ArrayList<>();
        for (Added one : added) {
            if (table.place(one.column()) >= 0) {
                columns.add(one.column());
            } else {
                block.problems()
                        .error(
                                one.at(),
                                "the lookup's file has no column `" + one.column() + "`",
                                Names.didYouMean(one.column(), table.names()));
            }
        }
        return columns;
    }

    private static void tell(Section block, LookupSource source, Duplicates duplicates) {
        if (duplicates.count() > 0 && !source.definition().choiceSaid()) {
            String lines = duplicates.pairs().stream()
                    .map(pair -> "line %d that of line %d"
                            .formatted(
                                    source.table().line(pair.second()),
                                    source.table().line(pair.first())))
                    .collect(joining(", "));
            block.problems()
                    .note(
                            source.definition().at(),
                            "in lookup `%s` %d rows have the key of an earlier one: %s"
                                    .formatted(source.id(), duplicates.count(), lines),
                            "The first counts. Say `matches: first`, last or all if that is meant.");
        }
    }
}
