package ai.genops.pipeline.lookup.read;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a lookup's file holds.
public enum Format {
    /// RFC 4180 with a header line; no comments.
    CSV,
    /// An array of objects, or an object of objects by key.
    JSON,
    /// One object per line.
    NDJSON,
    /// MaxMind's database of networks, for `geoip`.
    MMDB;

    /// By a file's name, which may end in `.gz` or `.zst`; null if it does not tell.
    public static @Nullable Format of(String fileName) {
        String name = bare(fileName);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "csv" -> CSV;
            case "json" -> JSON;
            case "ndjson", "jsonl" -> NDJSON;
            case "mmdb" -> MMDB;
            default -> null;
        };
    }

    /// The name without its endings: the id of a lookup that nothing else defines.
    public static String id(String fileName) {
        String name = fileName.substring(0, bare(fileName).length());
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static String bare(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(".gz")
                ? name.substring(0, name.length() - 3)
                : name.endsWith(".zst") ? name.substring(0, name.length() - 4) : name;
    }
}
