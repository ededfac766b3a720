package ai.genops.server.cli;

import ai.genops.pipeline.lookup.read.Format;
import ai.genops.pipeline.lookup.read.Unpacking;
import ai.genops.server.UserException;
import ai.genops.server.edit.LookupUpload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops lookup upload`: gives a running server a table.
@Command(
        name = "upload",
        description = "Give a running server a lookup's table; it works with it at once.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "CSV, JSON or NDJSON in UTF-8, packed (.gz, .zst) or not, of up to 2,000,000 characters unpacked. It is",
            "checked with the whole configuration before anything is written. Larger ones, and MaxMind databases: put",
            "the file into the configuration's lookups/. `genops pipeline history` lists it, `genops pipeline undo`",
            "takes it back.",
            "Exit code: 0 if it was done, 1 if nothing was changed, 2 if no server answers or it refuses.",
            "For example: genops lookup upload teams.csv --reason \"the new teams\" --replace"
        })
final class LookupUploadCommand extends EditStep {
    /// A character of UTF-8 has at most so many per `char`: three.
    private static final int MOST_BYTES = 3 * LookupUpload.MOST_CHARACTERS;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    @Parameters(paramLabel = "FILE", description = "Ends in .csv, .json, .ndjson or .jsonl, and perhaps .gz or .zst.")
    Path file = Path.of("");

    @Option(names = "--name", paramLabel = "ID", description = "The lookup's id. Default: the file's name.")
    @Nullable
    String name;

    @Option(names = "--replace", description = "Put it in the place of the lookup of that name, if there is one.")
    boolean replace;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept in the history.")
    String reason = "";

    @Override
    String ask(ApiClient api) throws IOException, InterruptedException {
        String fileName = String.valueOf(file.getFileName());
        Format format = Format.of(fileName);
        if (format == null) {
            throw new UserException(
                    "`" + fileName + "` must end in .csv, .json, .ndjson or .jsonl, and perhaps .gz or .zst");
        }
        return api.change(
                "/api/edits",
                Map.of(
                        "lookup",
                        name == null ? Format.id(fileName) : name,
                        "format",
                        format.name().toLowerCase(Locale.ROOT),
                        "text",
                        text(),
                        "replace",
                        String.valueOf(replace),
                        "reason",
                        reason,
                        "by",
                        ApiClient.user()));
    }

    private String text() throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new UserException("`" + file + "` is no file that can be read");
        }
        try (InputStream in = Unpacking.open(file, Long.MAX_VALUE)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UserException(
                        "`%s` has more than %,d bytes unpacked; put it into the configuration's lookups/"
                                .formatted(file, MOST_BYTES));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw new UserException("`" + file + "` is not UTF-8");
        } catch (IOException e) {
            throw new UserException("`" + file + "` cannot be uploaded: " + e.getMessage());
        }
    }

    @Override
    void applied(JsonTree change, Terminal terminal) {
        terminal.line(terminal.good("Written to " + change.at("file").text()) + ", as change "
                + change.at("number").text() + ". The server works with it.");
    }

    @Override
    boolean conflict(JsonTree conflict, Terminal terminal) {
        if (!conflict.has("file")) {
            return false;
        }
        terminal.line(conflict.at("file").text() + " is there already, and is not what the server works with.");
        terminal.line(terminal.bad("Nothing was changed. ") + "Say --replace, or choose another --name.");
        return true;
    }
}
