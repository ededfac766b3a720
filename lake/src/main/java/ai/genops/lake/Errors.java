package ai.genops.lake;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What DuckDB's errors mean for the lake; the kind stands at the start of the message.
final class Errors {
    /// Errors that lie in a row's values: repeating the statement would give them again.
    private static final List<String> OF_VALUES = List.of(
            "conversion error",
            "invalid input error",
            "out of range error",
            "constraint error",
            "invalid type error",
            "mismatch type error");

    private static final Pattern HOLDER = Pattern.compile("PID (\\d+)");

    private Errors() {}

    /// Whether the rows are at fault, and not the disk, the memory or the transaction.
    static boolean ofValues(SQLException e) {
        String kind = text(e).toLowerCase(Locale.ROOT);
        return OF_VALUES.stream().anyMatch(kind::startsWith);
    }

    /// Whether a transaction is in the way that may be gone the next time.
    static boolean inTheWay(SQLException e) {
        return text(e).startsWith("TransactionContext Error");
    }

    /// Whether DuckDB asks for the database to be opened again.
    static boolean invalidated(SQLException e) {
        String text = text(e);
        return text.startsWith("FATAL") || text.contains("has been invalidated");
    }

    /// The first line, without the driver's prefix.
    static String text(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return line.startsWith("java.sql.SQLException: ") ? line.substring("java.sql.SQLException: ".length()) : line;
    }

    /// Why the file could not be opened, for people.
    static LakeException opening(String file, SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Could not set lock")) {
            Matcher holder = HOLDER.matcher(message);
            String who = holder.find() ? "process " + holder.group(1) : "another process";
            return new LakeException(
                    "The lake `" + file + "` is in use by " + who
                            + ". Stop it, or search through the running server (`--url`).",
                    e);
        }
        boolean damaged = message.contains("not a valid DuckDB") || message.contains("orrupt");
        String help = damaged
                ? " Restore its folder from a backup, or move it away: the server then fills a new lake with what the"
                        + " log still holds."
                : "";
        return new LakeException("The lake `" + file + "` cannot be opened: " + text(e) + help, e);
    }
}
