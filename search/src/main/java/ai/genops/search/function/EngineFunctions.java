package ai.genops.search.function;

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
/// `search_time_shift(microseconds, modifier)`, `search_json_edit(json, edit)` ([JsonEdit]) and
/// `search_histogram(json)` ([HistogramSeries]).
public final class EngineFunctions {
    /// The engine's times go 290,000 years to either side.
    private static final long MOST_SECONDS = 9_000_000_000_000L;

    private EngineFunctions() {}

    /// Adds them to a database, for all of its connections.
    public static void register(DuckDBConnection connection) throws SQLException {
        Function<String, String> sha512 = EngineFunctions::sha512;
        try (var builder = DuckDBFunctions.scalarFunction()) {
            builder.withName("search_sha512")
                    .withParameter(String.class)
                    .withReturnType(String.class)
                    .withFunction(sha512)
                    .withNullInNullOut()
                    .register(connection);
        }
        Function<String, String> histogram = HistogramSeries::of;
        try (var builder = DuckDBFunctions.scalarFunction()) {
            builder.withName("search_histogram")
                    .withParameter(String.class)
                    .withReturnType(String.class)
                    .withFunction(histogram)
                    .withNullInNullOut()
                    .register(connection);
        }
        BiFunction<Long, String, Long> shift = EngineFunctions::shift;
        try (var builder = DuckDBFunctions.scalarFunction()) {
            builder.withName("search_time_shift")
                    .withParameters(Long.class, String.class)
                    .withReturnType(Long.class)
                    .withFunction(shift)
                    .withNullInNullOut()
                    .register(connection);
        }
        BiFunction<String, String, String> edit = JsonEdit::apply;
        try (var builder = DuckDBFunctions.scalarFunction()) {
            builder.withName("search_json_edit")
                    .withParameters(String.class, String.class)
                    .withReturnType(String.class)
                    .withFunction(edit)
                    .withNullInNullOut()
                    .register(connection);
        }
    }

    /// Microseconds since 1970, moved by a modifier behind a zone and a space; null if it is none.
    private static @Nullable Long shift(Long micros, String modifier) {
        int space = modifier.indexOf(' ');
        Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        Instant moved =
                TimeModifier.apply(modifier.substring(space + 1), time, ZoneId.of(modifier.substring(0, space)));
        return moved == null || Math.abs(moved.getEpochSecond()) > MOST_SECONDS
                ? null
                : ChronoUnit.MICROS.between(Instant.EPOCH, moved);
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
