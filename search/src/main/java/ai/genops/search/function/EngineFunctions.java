package ai.genops.search.function;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;

/// What the engine computes with Java, because it has no function for it: `search_sha512(text)`, in hex,
/// `search_json_edit(json, edit)` ([JsonEdit]) and `search_histogram(json)` ([HistogramSeries]).
public final class EngineFunctions {
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

    private static String sha512(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-512", e);
        }
    }
}
