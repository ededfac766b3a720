package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.search.Result.Field;
import ai.genops.search.Result.Row;
import ai.genops.search.Value.Many;
import ai.genops.search.Value.Num;
import ai.genops.search.Value.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Reads what was written with Arrow's own reader.
class ArrowWriterTest {

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

    private static Result result(List<Field> fields, List<Row> rows) {
        return new Result(fields, rows, false, List.of(), Duration.ZERO);
    }

    /// The columns with their types, then the rows, one list each.
    private static List<String> read(byte[] stream) throws IOException {
        List<String> lines = new ArrayList<>();
        try (var allocator = new RootAllocator();
                var reader = new ArrowStreamReader(new ByteArrayInputStream(stream), allocator)) {
            reader.getVectorSchemaRoot().getSchema().getFields().forEach(field -> lines.add(field.toString()));
            while (reader.loadNextBatch()) {
                List<FieldVector> columns = reader.getVectorSchemaRoot().getFieldVectors();
                for (int i = 0; i < reader.getVectorSchemaRoot().getRowCount(); i++) {
                    int row = i;
                    lines.add(columns.stream()
                            .map(column -> String.valueOf(column.getObject(row)))
                            .toList()
                            .toString());
                }
                columns.forEach(FieldVector::validateFull);
            }
            assertThat(reader.bytesRead()).isEqualTo(stream.length);
        }
        return lines;
    }

    @Test
    void aColumnIsAsNarrowAsItsValuesLetItBe() throws IOException {
        var fields = List.of(
                new Field("_time", true),
                new Field("calls", false),
                new Field("avg", false),
                new Field("cost", false),
                new Field("team", false),
                new Field("values", false),
                new Field("none", false));
        Result result = result(
                fields,
                List.of(
                        row(
                                number("1773129600.25"),
                                number("12"),
                                number("0.1"),
                                number("12345678901234567.89"),
                                new Text("süpport 🎧"),
                                new Many(List.of(new Text("p"), number("2"))),
                                null),
                        row(null, number("-9007199254740993"), number("2"), number("-0.5"), null, new Text("q"), null),
                        row(number("-1.5"), null, null, null, new Text(""), null, null)));
        assertThat(read(ArrowWriter.bytes(result)))
                .containsExactly(
                        "_time: Timestamp(MICROSECOND, UTC)",
                        "calls: Int(64, true)",
                        "avg: FloatingPoint(DOUBLE)",
                        "cost: Decimal(38, 2, 128)",
                        "team: Utf8",
                        "values: List<item: Utf8>",
                        "none: Utf8",
                        "[1773129600250000, 12, 0.1, 12345678901234567.89, süpport 🎧, [\"p\",\"2\"], null]",
                        "[null, -9007199254740993, 2.0, -0.50, null, [\"q\"], null]",
                        "[-1500000, null, null, null, , null, null]");
    }

    @Test
    void rowsComeInBatches() throws IOException {
        List<Row> rows = IntStream.range(0, 40_000)
                .mapToObj(i -> row(number(String.valueOf(i)), i % 3 == 0 ? null : new Text("team-" + i)))
                .toList();
        List<String> read =
                read(ArrowWriter.bytes(result(List.of(new Field("n", false), new Field("team", false)), rows)));
        assertThat(read).hasSize(2 + 40_000).contains("[16383, null]", "[16384, team-16384]", "[39999, null]");
        assertThat(read.subList(2, read.size())).doesNotHaveDuplicates();
    }

    @Test
    void aTimeThatNoClockHasIsANumber() throws IOException {
        assertThat(read(ArrowWriter.bytes(result(List.of(new Field("_time", true)), List.of(row(number("1e30")))))))
                .containsExactly("_time: FloatingPoint(DOUBLE)", "[1.0E30]");
    }

    @Test
    void aResultWithoutRowsOrFieldsIsWhole() throws IOException {
        assertThat(read(ArrowWriter.bytes(result(List.of(new Field("_time", true), new Field("n", false)), List.of()))))
                .containsExactly("_time: Timestamp(MICROSECOND, UTC)", "n: Utf8");
        assertThat(read(ArrowWriter.bytes(result(List.of(), List.of())))).isEmpty();
    }

    @Test
    void namesThatDifferInCaseAloneGetANumber() throws IOException {
        var fields = List.of(new Field("Team", false), new Field("team", false));
        assertThat(read(ArrowWriter.bytes(result(fields, List.of())))).containsExactly("Team: Utf8", "team_2: Utf8");
    }
}
