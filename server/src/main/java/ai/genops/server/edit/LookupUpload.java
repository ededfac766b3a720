package ai.genops.server.edit;

import ai.genops.pipeline.lookup.FileLookup;
import ai.genops.pipeline.lookup.LookupDefinition;
import ai.genops.pipeline.lookup.LookupTables;
import ai.genops.pipeline.lookup.read.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// A table that becomes a lookup: the file `lookups/ID.csv` (`.json`, `.ndjson`) of a new one, or the whole content of
/// the file of one that is there, if that is wanted.
///
/// @param text in UTF-8, not packed
/// @param replaces whether it may stand in the place of one that is there
public record LookupUpload(String id, Format format, String text, boolean replaces) {
    /// The longest text, in characters. Before and after are kept in the history, which is bounded.
    public static final int MOST_CHARACTERS = 2_000_000;

    private static final String BY_HAND = "; put the file in its place by hand, and it is read again";

    /// Checks what can be told without a configuration.
    ///
    /// @throws IllegalArgumentException if it is too long, empty or no format of a table
    public LookupUpload {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("`text` has %,d characters, at most %,d can be uploaded%s"
                    .formatted(text.length(), MOST_CHARACTERS, BY_HAND));
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("`text` is empty; a table has at least the names of its columns");
        }
        if (format == Format.MMDB) {
            throw new IllegalArgumentException(
                    "`format` must be csv, json or ndjson: a MaxMind database is no text" + BY_HAND);
        }
    }

    /// By its name for programs.
    ///
    /// @throws IllegalArgumentException if there is no such format
    public static Format format(String name) {
        return switch (name) {
            case "csv" -> Format.CSV;
            case "json" -> Format.JSON;
            case "ndjson" -> Format.NDJSON;
            default -> throw new IllegalArgumentException("`format` must be csv, json or ndjson, is `" + name + "`");
        };
    }

    /// The change that it is.
    ///
    /// @param tables of the configuration that the server works with
    /// @throws IllegalArgumentException if it cannot be made: what is there cannot be replaced, or is not to be
    public Edits.Request change(LookupTables tables, Edits edits, String who, String reason) throws IOException {
        Optional<LookupDefinition> known = tables.all().stream()
                .filter(lookup -> lookup.id().equals(id))
                .map(FileLookup::definition)
                .findFirst();
        String file =
                known.isPresent() ? fileOf(known.get(), tables) : "lookups/" + NewFile.checked("lookup", id) + ending();
        String base = replaces ? edits.text(file) : null;
        return new Edits.Request(file, "lookup " + id, base, text, who, reason, 0);
    }

    private String ending() {
        return "." + format.name().toLowerCase(Locale.ROOT);
    }

    private String fileOf(LookupDefinition there, LookupTables tables) throws IOException {
        Path file = there.file().toAbsolutePath().normalize();
        Path config = Objects.requireNonNull(
                tables.folder().toAbsolutePath().normalize().getParent());
        String name = file.startsWith(config) ? config.relativize(file).toString() : file.toString();
        if (!replaces) {
            throw refused(
                    name, "is there already; say that it is to be replaced (`replace`), or choose another name", "");
        }
        if (there.reading().format() != format) {
            throw refused(name, "holds " + there.reading().format() + ", and this is " + format, "");
        }
        if (!there.reading().encoding().equals(StandardCharsets.UTF_8)) {
            throw refused(
                    name, "is read as " + there.reading().encoding() + ", and what is uploaded is UTF-8", BY_HAND);
        }
        if (!name.startsWith("lookups/")) {
            throw refused(name, "does not lie in the configuration's lookups/", BY_HAND);
        }
        if (Files.size(file) > MOST_CHARACTERS) {
            throw refused(
                    name, "has %,d bytes, more than the history of changes keeps".formatted(Files.size(file)), BY_HAND);
        }
        return name;
    }

    private IllegalArgumentException refused(String file, String why, String instead) {
        return new IllegalArgumentException("the lookup `" + id + "` (" + file + ") " + why + instead);
    }
}
