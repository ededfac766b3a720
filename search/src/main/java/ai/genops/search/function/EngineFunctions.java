package ai.genops.search.function;

import ai.genops.search.spl.TimeFormat;
import ai.genops.search.spl.TimeModifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.jspecify.annotations.Nullable;

/// What the engine computes with Java, because it has no function for it: `search_sha512(text)`, in hex,
/// `search_time_shift(microseconds, modifier)`, `search_time_text(microseconds, format)` and
/// `search_time_of_text(text, format)`, each of the three behind a zone and a space, `search_times(range, step)`
/// ([TimeRanges]), `search_address_digits(text)` ([Networks]), `search_json_edit(json, edit)` ([JsonEdit]) and
/// `search_histogram(json)` ([HistogramSeries]).
public final class EngineFunctions {
    /// The engine's times go 290,000 years to either side.
    static final long MOST_SECONDS = 9_000_000_000_000L;

    /// The zone and the format that were asked for last: those of a query are most often the same for all events.
    private static volatile Zoned last = new Zoned("UTC ");

    private EngineFunctions() {}

    private static final class Zoned {
        private final String written;
        private final ZoneId zone;
        private final TimeFormat format;

        /// @param written the zone, a space and the format
        Zoned(String written) {
            int space = written.indexOf(' ');
            this.written = written;
            zone = ZoneId.of(written.substring(0, space));
            format = new TimeFormat(written.substring(space + 1));
        }

        static Zoned of(String written) {
            Zoned known = last;
            if (!known.written.equals(written)) {
                known = new Zoned(written);
                last = known;
            }
            return known;
        }
    }

    /// Adds them to a database, for all of its connections. Of null they give null: the driver promises so, but calls
    /// them where some values of a column are null and others are not.
    public static void register(DuckDBConnection connection) throws SQLException {
        register(connection, "search_sha512", EngineFunctions::sha512);
        register(connection, "search_address_digits", Networks::digits);
        register(connection, "search_histogram", HistogramSeries::of);
        register(connection, "search_time_shift", Long.class, Long.class, EngineFunctions::shift);
        register(connection, "search_time_text", Long.class, String.class, EngineFunctions::timeText);
        register(connection, "search_time_of_text", String.class, Long.class, EngineFunctions::timeOfText);
        register(connection, "search_times", String.class, String.class, TimeRanges::of);
        register(connection, "search_json_edit", String.class, String.class, JsonEdit::apply);
    }

    private static void register(DuckDBConnection connection, String name, Function<String, @Nullable String> function)
            throws SQLException {
        try (var builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name)
                    .withParameter(String.class)
                    .withReturnType(String.class)
                    .withFunction((String text) -> text == null ? null : function.apply(text))
                    .withNullInNullOut()
                    .register(connection);
        }
    }

    /// One of something and a text.
    private static <A, R> void register(
            DuckDBConnection connection, String name, Class<A> of, Class<R> result, BiFunction<A, String, R> function)
            throws SQLException {
        try (var builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name)
                    .withParameters(of, String.class)
                    .withReturnType(result)
                    .withFunction((A value, String text) ->
                            value == null || text == null ? null : function.apply(value, text))
                    .withNullInNullOut()
                    .register(connection);
        }
    }

    private static String timeText(Long micros, String zoneAndFormat) {
        Zoned zoned = Zoned.of(zoneAndFormat);
        return zoned.format.text(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zoned.zone));
    }

    private static @Nullable Long timeOfText(String text, String zoneAndFormat) {
        Zoned zoned = Zoned.of(zoneAndFormat);
        return micros(zoned.format.time(text, zoned.zone));
    }

    private static @Nullable Long micros(@Nullable Instant time) {
        return time == null || Math.abs(time.getEpochSecond()) > MOST_SECONDS
                ? null
                : ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /// Microseconds since 1970, moved by a modifier behind a zone and a space; null if it is none.
    private static @Nullable Long shift(Long micros, String modifier) {
        int space = modifier.indexOf(' ');
        Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return micros(TimeModifier.apply(modifier.substring(space + 1), time, ZoneId.of(modifier.substring(0, space))));
    }

    private static String sha512(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-512", e);
        }
    }
}
