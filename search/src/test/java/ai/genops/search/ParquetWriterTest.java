package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.search.Result.Field;
import ai.genops.search.Result.Row;
import ai.genops.search.Value.Many;
import ai.genops.search.Value.Num;
import ai.genops.search.Value.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetWriterTest {
    @TempDir
    Path folder;

    private static Value number(String text) {
        return new Num(new BigDecimal(text));
    }

    private static Row row(@Nullable Value... values) {
        var cells = new ArrayList<@Nullable Value>();
        for (@Nullable Value value : values) {
            cells.add(value);
        }
        return new Row(cells);
    }

    private static Result result(List<Field> fields, Row... rows) {
        return new Result(fields, List.of(rows), false, List.of(), Duration.ZERO);
    }

    /// The columns with their types, then the rows, as DuckDB reads the file.
    private List<String> written(Result result) throws IOException, SQLException {
        Path file = folder.resolve("it's.parquet");
        ParquetWriter.write(result, file);
        String from = " from '" + file.toString().replace("'", "''") + "'";
        List<String> lines = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            try (var columns = statement.executeQuery(
                    "select column_name || ' ' || column_type from (describe select *" + from + ")")) {
                while (columns.next()) {
                    lines.add(columns.getString(1));
                }
            }
            try (var rows = statement.executeQuery("select r::varchar from (select *" + from + ") r")) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
        }
        return lines;
    }

    @Test
    void aColumnIsAsNarrowAsItsValuesLetItBe() throws Exception {
        var fields = List.of(
                new Field("_time", true),
                new Field("calls", false),
                new Field("avg", false),
                new Field("team \"a\"", false),
                new Field("values", false),
                new Field("mixed", false),
                new Field("none", false));
        assertThat(written(result(
                        fields,
                        row(
                                number("1773129600.25"),
                                number("12"),
                                number("0.1"),
                                new Text("x,'y'"),
                                new Many(List.of(new Text("p"), number("2"))),
                                number("1"),
                                null),
                        row(
                                null,
                                number("9007199254740993"),
                                number("2"),
                                null,
                                new Text("q"),
                                new Text("one"),
                                null))))
                .containsExactly(
                        "_time TIMESTAMP WITH TIME ZONE",
                        "calls BIGINT",
                        "avg DOUBLE",
                        "team \"a\" VARCHAR",
                        "values VARCHAR[]",
                        "mixed VARCHAR",
                        "none VARCHAR",
                        "{'_time': '2026-03-10 08:00:00.25+00', 'calls': 12, 'avg': 0.1, 'team \"a\"': 'x,\\'y\\'',"
                                + " 'values': [p, 2], 'mixed': 1, 'none': NULL}",
                        "{'_time': NULL, 'calls': 9007199254740993, 'avg': 2.0, 'team \"a\"': NULL, 'values': [q],"
                                + " 'mixed': one, 'none': NULL}");
    }

    @Test
    void moneyThatADoubleWouldRoundIsADecimal() throws Exception {
        assertThat(written(result(
                        List.of(new Field("total", false)), row(number("12345678901234567.89")), row(number("0.5")))))
                .containsExactly("total DECIMAL(38,2)", "{'total': 12345678901234567.89}", "{'total': 0.50}");
    }

    @Test
    void namesThatDifferInCaseAloneGetANumber() throws Exception {
        assertThat(written(result(List.of(new Field("Team", false), new Field("team", false)), row(null, null))))
                .startsWith("Team VARCHAR", "team_2 VARCHAR");
    }

    @Test
    void aResultWithoutRowsHasItsColumns() throws Exception {
        assertThat(written(result(List.of(new Field("_time", true), new Field("n", false)))))
                .containsExactly("_time TIMESTAMP WITH TIME ZONE", "n VARCHAR");
    }

    @Test
    void aResultWithoutFieldsIsRefused() {
        assertThatThrownBy(() -> written(result(List.of()))).hasMessageContaining("has no fields");
    }
}
