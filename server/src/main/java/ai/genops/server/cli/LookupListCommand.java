package ai.genops.server.cli;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.lookup.FileLookup;
import ai.genops.pipeline.lookup.GeoSource;
import ai.genops.pipeline.lookup.LookupSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `genops lookup list`.
@Command(
        name = "list",
        description = "List the lookups: rows, columns, file, when it was changed, and whether a pipeline uses it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code 0; 1 if a lookup's file cannot be used (`genops check` says why)."})
final class LookupListCommand implements Callable<Integer> {
    private static final String ROW = "%-24s %12s  %-21s %-8s %s";

    @Mixin
    ServerMixin server = new ServerMixin();

    @Mixin
    OutputMixin output = new OutputMixin();

    private final Terminal terminal = Terminal.standardOutput();

    @Override
    public Integer call() throws IOException {
        var known = LookupCommand.Known.read(server);
        if (!output.json()) {
            terminal.line(terminal.dim(ROW.formatted("lookup", "rows", "changed", "state", "file: columns")));
        }
        for (FileLookup state : known.tables().all()) {
            show(state, known.unused().contains(state.id()) ? "unused" : "used");
        }
        for (String id : known.tables().brokenIds()) {
            broken(id);
        }
        return known.tables().brokenIds().isEmpty() ? 0 : 1;
    }

    private void show(FileLookup lookup, String state) throws IOException {
        Path file = LookupCommand.Known.definition(lookup).file();
        String changed = Files.getLastModifiedTime(file)
                .toInstant()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        List<String> columns = columns(lookup);
        // A MaxMind database is asked for by the processor geoip, which does not say so.
        String use = lookup instanceof GeoSource ? "database" : state;
        if (output.json()) {
            terminal.line(line(lookup, use, changed, file, columns));
        } else {
            terminal.line(ROW.formatted(
                    lookup.id(),
                    Long.toString(lookup.rows()),
                    changed,
                    use,
                    file.getFileName() + (columns.isEmpty() ? "" : ": " + String.join(", ", columns))));
        }
    }

    private static String line(FileLookup lookup, String state, String changed, Path file, List<String> columns) {
        var out = new JsonBuffer(256).ascii("{\"id\":").text(lookup.id());
        out.ascii(",\"state\":").text(state).ascii(",\"rows\":").number(lookup.rows());
        out.ascii(",\"bytes\":").number(lookup.bytes());
        out.ascii(",\"file\":").text(file.toString()).ascii(",\"changed\":").text(changed);
        out.ascii(",\"columns\":").value(columns);
        return out.raw('}').toString();
    }

    private void broken(String id) {
        terminal.line(
                output.json()
                        ? new JsonBuffer(64)
                                .ascii("{\"id\":")
                                .text(id)
                                .ascii(",\"state\":\"broken\"}")
                                .toString()
                        : terminal.bad(ROW.formatted(id, "", "", "broken", "see genops check")));
    }

    private static List<String> columns(FileLookup lookup) {
        return switch (lookup) {
            case LookupSource table -> table.table().names();
            case GeoSource _ -> List.of();
        };
    }

    /// A time as people write it: `2025-06-01`, with a time of day and an offset, or seconds since 1970.
    static Instant time(String text) {
        try {
            return text.matches("[0-9]{1,12}")
                    ? Instant.ofEpochSecond(Long.parseLong(text))
                    : text.length() == 10
                            ? Instant.parse(text + "T00:00:00Z")
                            : java.time.OffsetDateTime.parse(text).toInstant();
        } catch (java.time.DateTimeException _) {
            throw new ai.genops.server.UserException(
                    "`--at " + text + "` is no time; write 2025-06-01, 2025-06-01T09:00:00Z or seconds since 1970");
        }
    }
}
