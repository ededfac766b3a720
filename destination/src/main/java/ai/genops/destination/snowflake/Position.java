package ai.genops.destination.snowflake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an offset token says: the place of a row in the log, and how to tell it from another log's.
/// ```
/// 7000-7100.99.1763600000000.1f2e3d4c.e2
/// └ batch ┘ │        │           │     └ rows the channel had refused before this request
///           │        │           └ CRC-32C of the row
///           │        └ when the batch was put together
///           └ the row's place in the batch
/// ```
/// To Snowflake a token is any text. Rows count as being in only if all of the batch is the same: offsets alone are
/// the same in two logs, and a row too many can be found and deleted, one too few cannot.
///
/// @param errors lets a restart find refused rows although nobody was there to count them
record Position(long first, long next, int place, long millis, int crc, long errors) {
    private static final Pattern FORM = Pattern.compile(
            "([0-9]{1,18})-([0-9]{1,18})\\.([0-9]{1,9})\\.([0-9]{1,18})\\.([0-9a-f]{8})\\.e([0-9]{1,18})");

    /// Null for a text that is none of ours.
    static @Nullable Position parse(String text) {
        Matcher parts = FORM.matcher(text);
        return !parts.matches()
                ? null
                : new Position(
                        Long.parseLong(parts.group(1)),
                        Long.parseLong(parts.group(2)),
                        Integer.parseInt(parts.group(3)),
                        Long.parseLong(parts.group(4)),
                        Integer.parseUnsignedInt(parts.group(5), 16),
                        Long.parseLong(parts.group(6)));
    }

    String text() {
        return "%d-%d.%d.%d.%08x.e%d".formatted(first, next, place, millis, crc, errors);
    }
}
