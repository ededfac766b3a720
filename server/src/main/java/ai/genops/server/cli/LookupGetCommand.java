package ai.genops.server.cli;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.lookup.GeoSource;
import ai.genops.pipeline.lookup.LookupSource;
import ai.genops.pipeline.lookup.LookupTables;
import ai.genops.pipeline.lookup.LookupView;
import ai.genops.pipeline.lookup.match.Choice;
import ai.genops.pipeline.lookup.match.Duplicates;
import ai.genops.pipeline.lookup.match.Query;
import ai.genops.server.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops lookup get`: asks a table as a processor would.
@Command(
        name = "get",
        description = "Show the row, or rows, that a key finds, as the processor `lookup` would.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code 0; 1 if nothing is found; 2 if the lookup cannot be asked.",
            "For example: genops lookup get model_pricing openai gpt-4"
        })
final class LookupGetCommand implements Callable<Integer> {
    @Mixin
    ServerMixin server = new ServerMixin();

    @Parameters(index = "0", paramLabel = "TABLE", description = "The lookup's id.")
    String table = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "KEY",
            description = "A value for each key column, in the order of `key_field`; else for the first columns.")
    List<String> keys = new ArrayList<>();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "The event's time, for rows with dates: 2025-06-01, 2025-06-01T09:00:00Z. Default: now.")
    @Nullable
    String at;

    @Mixin
    OutputMixin output = new OutputMixin();

    private final Terminal terminal = Terminal.standardOutput();

    @Override
    public Integer call() {
        LookupTables tables = LookupCommand.Known.read(server).tables();
        List<Map<String, Object>> found = find(tables);
        if (found.isEmpty() && !output.json()) {
            terminal.line("nothing found");
        }
        found.forEach(this::show);
        return found.isEmpty() ? 1 : 0;
    }

    private List<Map<String, Object>> find(LookupTables tables) {
        LookupSource source = tables.find(table);
        GeoSource database = tables.database(table);
        if (source != null) {
            return rows(source);
        }
        if (database != null) {
            return place(database);
        }
        if (tables.isBroken(table)) {
            throw new UserException("the lookup `" + table + "` cannot be used; genops check says why");
        }
        List<String> ids = new ArrayList<>(tables.ids());
        ids.addAll(tables.databaseIds());
        throw new UserException("there is no lookup `" + table + "`. " + Names.didYouMean(table, ids));
    }

    private List<Map<String, Object>> rows(LookupSource source) {
        List<String> columns = source.table().names();
        List<String> keyColumns = source.definition().keyFields();
        if (keyColumns.isEmpty() && keys.size() <= columns.size()) {
            keyColumns = columns.subList(0, keys.size());
        }
        if (keyColumns.size() != keys.size()) {
            throw new UserException("the key of `%s` is %s: %d values cannot match it"
                    .formatted(table, keyColumns.isEmpty() ? columns : keyColumns, keys.size()));
        }
        List<Integer> order = source.definition().match().order(keyColumns);
        try {
            LookupView view = source.use(order.stream().map(keyColumns::get).toList(), columns, new Duplicates())
                    .view();
            return rows(view, order, columns, source.definition().choice() == Choice.ALL);
        } catch (IOException e) {
            throw new UserException("the lookup `" + table + "` cannot be asked: " + e.getMessage());
        }
    }

    private List<Map<String, Object>> rows(LookupView view, List<Integer> order, List<String> columns, boolean all) {
        Instant time = at == null ? Instant.now() : LookupListCommand.time(at);
        Query query = Query.at(time.getEpochSecond() * 1_000_000_000 + time.getNano());
        order.forEach(place -> query.with(keys.get(place)));
        if (all) {
            view.index().findAll(query);
        } else {
            int row = view.index().find(query);
            if (row >= 0) {
                query.found(row);
            }
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < query.found(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int column = 0; column < columns.size(); column++) {
                Object value = view.outputs().get(column).value(query.row(i));
                if (value != null) {
                    row.put(columns.get(column), value);
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, Object>> place(GeoSource database) {
        try {
            Map<?, ?> found = keys.size() == 1 ? database.find(InetAddress.ofLiteral(keys.getFirst())) : null;
            Map<String, Object> row = new LinkedHashMap<>();
            if (found != null) {
                found.forEach((name, value) -> row.put(String.valueOf(name), value));
            }
            return row.isEmpty() ? List.of() : List.of(row);
        } catch (IllegalArgumentException _) {
            throw new UserException("`" + keys.getFirst() + "` is no IP address, which a MaxMind database is asked by");
        }
    }

    private void show(Map<String, Object> row) {
        if (output.json()) {
            terminal.line(new JsonBuffer(256).value(row).toString());
            return;
        }
        int width = row.keySet().stream().mapToInt(String::length).max().orElse(0);
        row.forEach((name, value) -> {
            var out = new JsonBuffer(64);
            terminal.line(
                    ("%-" + width + "s  %s").formatted(name, value instanceof String text ? text : out.value(value)));
        });
        terminal.line("");
    }
}
