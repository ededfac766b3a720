package ai.genops.pipeline.lookup;

import ai.genops.pipeline.lookup.match.Validity;
import ai.genops.pipeline.lookup.table.Column;
import ai.genops.pipeline.lookup.table.Table;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/// Reads when rows are valid: `2025-06-01` (its beginning, UTC), `2025-06-01T09:00:00Z` or with another offset, or
/// seconds since 1970. An empty cell is no bound.
final class Dates {
    private Dates() {}

    static Validity read(Table table, LookupDefinition definition) throws IOException {
        if (!definition.isDated()) {
            return Validity.ALWAYS;
        }
        Validity validity = Validity.of(table.rows());
        fill(table, definition.validFrom(), validity.from());
        fill(table, definition.validTo(), validity.until());
        for (int row = 0; row < table.rows(); row++) {
            if (validity.from()[row] >= validity.until()[row]) {
                throw new IOException("line %d is never valid: it begins when it has ended".formatted(table.line(row)));
            }
        }
        return validity;
    }

    private static void fill(Table table, String name, long[] nanos) throws IOException {
        if (name.isEmpty()) {
            return;
        }
        int place = table.place(name);
        if (place < 0) {
            throw new IOException("it has no column `" + name + "`");
        }
        Column column = table.column(place);
        for (int row = 0; row < nanos.length; row++) {
            String text = column.text(row).strip();
            if (!text.isEmpty()) {
                nanos[row] = nanos(text, table.line(row), name);
            }
        }
    }

    private static long nanos(String text, int line, String name) throws IOException {
        try {
            Instant time = isSeconds(text)
                    ? Instant.ofEpochSecond(Long.parseLong(text))
                    : text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
            long seconds = TimeUnit.SECONDS.toNanos(time.getEpochSecond());
            // A year 9999, which means never, is beyond what nanoseconds reach.
            return Math.abs(seconds) == Long.MAX_VALUE ? seconds : seconds + time.getNano();
        } catch (DateTimeException | NumberFormatException e) {
            throw new IOException(
                    "line %d: `%s` in the column `%s` is no time; write 2025-06-01 or 2025-06-01T09:00:00Z"
                            .formatted(line, text, name),
                    e);
        }
    }

    /// A year alone is no time.
    private static boolean isSeconds(String text) {
        return text.length() >= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
