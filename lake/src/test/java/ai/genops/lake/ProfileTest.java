package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileTest {
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(List.of("\"a\"", "null", "\"7\""), ColumnKind.TEXT),
                Arguments.of(List.of("\"\""), ColumnKind.TEXT),
                Arguments.of(List.of("true", "false"), ColumnKind.FLAG),
                Arguments.of(List.of("1", "-9223372036854775808", "9007199254740993"), ColumnKind.INTEGER),
                Arguments.of(List.of("1", "9000000000"), ColumnKind.INTEGER),
                Arguments.of(List.of("0", "-999999999"), ColumnKind.SMALL_INTEGER),
                Arguments.of(List.of("1", "0.5", "-3", "1e-7", "999999.999999999"), ColumnKind.BILLIONTHS),
                Arguments.of(List.of("0.5", "1000000"), ColumnKind.NUMBER),
                Arguments.of(List.of("0.5", "1000000.5"), ColumnKind.NUMBER),
                Arguments.of(List.of("0.5", "1.0000000001"), ColumnKind.NUMBER),
                Arguments.of(List.of("0.1", "0.30000000000000004"), ColumnKind.NUMBER),
                Arguments.of(List.of("1e-7", "1e300"), ColumnKind.NUMBER));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesOfOneKindHaveAColumnThatGivesThemBack(List<String> json, ColumnKind kind) throws Exception {
        assertThat(kinds(json)).containsExactly(Map.entry("x", kind));
    }

    static Stream<List<String>> mixtures() {
        return Stream.of(
                List.of("\"a\"", "1"),
                List.of("true", "\"true\""),
                List.of("1.0"), // would be shown as 1
                List.of("0.5", "9007199254740993"), // no double
                List.of("9223372036854775808"), // no bigint
                List.of("-0.0"),
                List.of("[1]"),
                List.of("{\"a\":1}"));
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void othersHaveNone(List<String> json) throws Exception {
        assertThat(kinds(json)).isEmpty();
    }

    @Test
    void whatNoRowHasIsSaidOfTheFile() throws Exception {
        assertThat(kinds(List.of("null"))).containsExactly(Map.entry("x", ColumnKind.NONE));
    }

    @Test
    void whatEveryRowHasIsSaidOfTheFile() throws Exception {
        assertThat(columns("(values ('{\"x\":1}'), ('{\"x\":2}')) as t(fields)"))
                .containsExactly(Map.entry("x", new FileColumn(ColumnKind.SMALL_INTEGER, true)));
        assertThat(columns("(values ('{\"x\":1}'), ('{\"x\":null}')) as t(fields)"))
                .containsExactly(Map.entry("x", new FileColumn(ColumnKind.SMALL_INTEGER, false)));
    }

    /// Of rows of which one has nothing.
    private static Map<String, ColumnKind> kinds(List<String> json) throws SQLException {
        String rows = json.stream()
                .map(value -> "('{\"x\":" + value + "}')")
                .collect(Collectors.joining(", ", "(values ", ", ('{}')) as t(fields)"));
        return columns(rows).entrySet().stream()
                .peek(found -> assertThat(found.getValue().everywhere()).isFalse())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().kind()));
    }

    private static Map<String, FileColumn> columns(String rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("create table r as select " + Profile.values(List.of("x"), "fields") + " as "
                    + Profile.VALUES + " from " + rows);
            return Profile.kinds(connection, "r", List.of("x"));
        }
    }
}
