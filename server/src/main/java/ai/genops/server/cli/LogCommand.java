package ai.genops.server.cli;

import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.log.Damage;
import ai.genops.log.LogEntry;
import ai.genops.log.LogInspector;
import ai.genops.log.LogInspector.ConsumerInfo;
import ai.genops.log.LogInspector.SegmentInfo;
import ai.genops.log.LogInspector.Verification;
import ai.genops.pipeline.Decoder;
import ai.genops.pipeline.UndecodableException;
import ai.genops.server.ServerPlan;
import ai.genops.server.UserException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `genops log`: looks into the log of a data folder, whether or not a server has it open.
@Command(
        name = "log",
        description = "Look into the log: what it holds, who has read how much of it, whether all of it is sound.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LogCommand.Show.class, LogCommand.Verify.class, LogCommand.Export.class, ReplayCommand.class})
final class LogCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        new picocli.CommandLine(this).usage(System.out);
        return 0;
    }

    private static LogInspector inspector(ServerMixin server) {
        return inspector(ServerPlan.read(server.options(), System::getenv));
    }

    private static LogInspector inspector(ServerPlan plan) {
        Path folder = plan.options().data().resolve("log");
        if (!Files.isDirectory(folder)) {
            throw new UserException("there is no log in " + folder + "; name the data folder with --data");
        }
        return LogInspector.of(folder, plan.server().keys());
    }

    @Command(
            name = "list",
            description = "List the log's segments, and its consumers with what each has not delivered yet.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        ServerMixin server = new ServerMixin();

        @Mixin
        OutputMixin output = new OutputMixin();

        @Override
        public Integer call() throws IOException {
            Terminal terminal = Terminal.standardOutput();
            LogInspector log = inspector(server);
            if (!output.json()) {
                terminal.line(terminal.bold(
                        "%-28s %12s %12s %10s  %s".formatted("segment", "first", "next", "bytes", "appended")));
            }
            for (SegmentInfo segment : log.segments()) {
                terminal.line(output.json() ? line(segment) : row(segment));
            }
            if (!output.json()) {
                terminal.line("");
                terminal.line(terminal.bold(
                        "%-28s %12s %12s %10s  %s".formatted("consumer", "next", "behind", "bytes", "for")));
            }
            for (ConsumerInfo consumer : log.consumers(Instant.now())) {
                terminal.line(output.json() ? line(consumer) : row(consumer));
            }
            return 0;
        }

        private static String row(SegmentInfo segment) {
            String remarks = (segment.sealed() ? "" : "  open")
                    + (segment.compressed().isEmpty()
                            ? ""
                            : "  " + segment.compressed().toString().toLowerCase(Locale.ROOT))
                    + (segment.keyId() == 0 ? "" : "  key " + segment.keyId());
            return "%-28s %12d %12d %10s  %s to %s%s"
                    .formatted(
                            segment.file(),
                            segment.first(),
                            segment.next(),
                            bytes(segment.usedBytes()),
                            Instant.ofEpochMilli(segment.firstAppendedMillis()),
                            Instant.ofEpochMilli(segment.lastAppendedMillis()),
                            remarks);
        }

        private static String row(ConsumerInfo consumer) {
            return "%-28s %12d %12d %10s  %s"
                    .formatted(
                            consumer.name(),
                            consumer.next(),
                            consumer.lagRecords(),
                            bytes(consumer.lagBytes()),
                            Duration.ofMillis(consumer.lagMillis())
                                    .toString()
                                    .substring(2)
                                    .toLowerCase(Locale.ROOT));
        }

        private static String line(SegmentInfo segment) {
            var out = new JsonBuffer(256).ascii("{\"segment\":").text(segment.file());
            out.ascii(",\"first\":").number(segment.first()).ascii(",\"next\":").number(segment.next());
            out.ascii(",\"records\":").number(segment.records());
            out.ascii(",\"file_bytes\":").number(segment.fileBytes());
            out.ascii(",\"used_bytes\":").number(segment.usedBytes());
            out.ascii(",\"first_appended_ms\":").number(segment.firstAppendedMillis());
            out.ascii(",\"last_appended_ms\":").number(segment.lastAppendedMillis());
            out.ascii(",\"sealed\":").bool(segment.sealed());
            return out.ascii(",\"key\":").number(segment.keyId()).raw('}').toString();
        }

        private static String line(ConsumerInfo consumer) {
            var out = new JsonBuffer(256).ascii("{\"consumer\":").text(consumer.name());
            out.ascii(",\"next\":").number(consumer.next());
            out.ascii(",\"lag_records\":").number(consumer.lagRecords());
            out.ascii(",\"lag_bytes\":").number(consumer.lagBytes());
            return out.ascii(",\"lag_ms\":")
                    .number(consumer.lagMillis())
                    .raw('}')
                    .toString();
        }
    }

    @Command(
            name = "verify",
            description = "Read and check every record of the log.",
            mixinStandardHelpOptions = true,
            footer = {"", "Exit code 0 if every acknowledged record is there, 1 if not."})
    static final class Verify implements Callable<Integer> {
        @Mixin
        ServerMixin server = new ServerMixin();

        @Override
        public Integer call() throws IOException {
            Terminal terminal = Terminal.standardOutput();
            Verification found = inspector(server).verify();
            for (Damage damage : found.damage()) {
                terminal.line(terminal.bad("damaged") + ": " + damage);
            }
            found.ahead()
                    .forEach((consumer, next) -> terminal.line(terminal.bad("damaged") + ": consumer `" + consumer
                            + "` stands at record " + next + ", beyond the end: the log has lost its last segments"));
            terminal.line("%s: %d records in %d segments, %s"
                    .formatted(
                            found.isSound() ? terminal.good("sound") : terminal.bad("damaged"),
                            found.records(),
                            found.segments(),
                            bytes(found.bytes())));
            if (found.tailBytes() + found.unacknowledged() > 0) {
                terminal.line(terminal.dim("unfinished writes that nobody was promised: "
                        + bytes(found.tailBytes() + found.unacknowledged())));
            }
            return found.isSound() ? 0 : 1;
        }
    }

    @Command(
            name = "export",
            description = "Write events as received, one JSON object per line.",
            mixinStandardHelpOptions = true,
            footer = {"", "For example: genops log export --from 2026-01-31T00:00:00Z > events.ndjson"})
    static final class Export implements Callable<Integer> {
        @Mixin
        ServerMixin server = new ServerMixin();

        @Option(
                names = "--from",
                paramLabel = "TIME|N",
                description = "From this moment of arrival (2026-01-31T00:00:00Z), or this record. Default: the first.")
        @Nullable
        String from;

        @Option(names = "--to", paramLabel = "TIME|N", description = "Up to before this moment or record.")
        @Nullable
        String until;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "A new file to write to. Default: standard output.")
        @Nullable
        Path output;

        @Override
        public Integer call() throws IOException {
            ServerPlan plan = ServerPlan.read(server.options(), System::getenv);
            LogInspector log = inspector(plan);
            Decoder decoder = plan.protection().decoder();
            if (output == null) {
                return export(log, new Lines(System.out, decoder));
            }
            try (OutputStream file = Files.newOutputStream(output, StandardOpenOption.CREATE_NEW)) {
                return export(log, new Lines(file, decoder));
            } catch (FileAlreadyExistsException e) {
                throw new UserException(output + " is there already; name a new file");
            }
        }

        private int export(LogInspector log, Lines lines) throws IOException {
            if (isNumber(from) && isNumber(until)) {
                log.read(number(from, 0), number(until, Long.MAX_VALUE), lines);
            } else {
                log.readBetween(time(from, Instant.EPOCH), time(until, Instant.ofEpochSecond(1L << 33)), lines);
            }
            lines.out.flush();
            System.err.println(lines.events + " events of " + lines.records + " records"
                    + (lines.missing == 0 ? "" : "; " + lines.missing + " records are missing"));
            return lines.missing == 0 ? 0 : 1;
        }

        private static boolean isNumber(@Nullable String text) {
            return text == null || text.matches("[0-9]{1,18}");
        }

        private static long number(@Nullable String text, long otherwise) {
            return text == null ? otherwise : Long.parseLong(text);
        }

        private static Instant time(@Nullable String text, Instant otherwise) {
            try {
                return text == null ? otherwise : Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new UserException("`" + text + "` is neither a time such as 2026-01-31T00:00:00Z nor, with both"
                        + " --from and --to, a record's number");
            }
        }
    }

    /// Writes the events of records as lines.
    private static final class Lines implements LogInspector.Sink {
        private final OutputStream out;
        private final Decoder decoder;
        private final JsonBuffer line = new JsonBuffer(4096);
        private long records;
        private long events;
        private long missing;

        Lines(OutputStream out, Decoder decoder) {
            this.out = new BufferedOutputStream(out, 1 << 16);
            this.decoder = decoder;
        }

        @Override
        public boolean take(LogEntry entry) throws IOException {
            switch (entry) {
                case LogEntry.Gap gap -> missing += gap.count();
                case LogEntry.Stored record -> record(record);
            }
            return true;
        }

        private void record(LogEntry.Stored record) throws IOException {
            byte[] payload = new byte[record.payload().remaining()];
            record.payload().get(payload);
            records++;
            try {
                events +=
                        decoder.decode(record.sequence(), record.appendedMillis(), ByteBuffer.wrap(payload), event -> {
                            line.clear();
                            EventJson.write(event, line);
                            line.raw('\n');
                            write();
                        });
            } catch (UndecodableException e) {
                System.err.println("record " + record.sequence() + " cannot be decoded: " + e.getMessage());
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        private void write() {
            try {
                ByteBuffer bytes = line.view();
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                out.write(copy);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String bytes(long bytes) {
        return bytes < 10_000 ? bytes + " B" : bytes < 10_000_000 ? bytes / 1000 + " kB" : bytes / 1_000_000 + " MB";
    }
}
