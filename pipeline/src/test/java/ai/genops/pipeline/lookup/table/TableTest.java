package ai.genops.pipeline.lookup.table;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.lookup.match.Choice;
import ai.genops.pipeline.lookup.match.Duplicates;
import ai.genops.pipeline.lookup.match.MatchKind;
import ai.genops.pipeline.lookup.match.Query;
import ai.genops.pipeline.lookup.match.RowIndex;
import ai.genops.pipeline.lookup.match.RowIndexBuilder;
import ai.genops.pipeline.lookup.match.Validity;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final int ROWS = 200_000;

    /// By the structure's own accounting, which counts every array: a key of 16 characters and four short columns. A
    /// million rows take five times as much, 70 MB of the 200 that they may.
    @Test
    void aRowOfAKeyAndFourShortColumnsTakesLessThan70BytesWithItsIndex() throws IOException {
        Table table = customers();
        RowIndex index = index(table);
        assertThat((table.bytes() + index.bytes()) / (double) ROWS).isBetween(40.0, 70.0);
    }

    @Test
    void everyRowIsFoundAndHasItsValues() throws IOException {
        Table table = customers();
        RowIndex index = index(table);
        for (int row = 0; row < ROWS; row += 7) {
            assertThat(index.find(Query.at(0).with(key(row)))).isEqualTo(row);
            assertThat(table.column(0).value(row)).isEqualTo(key(row));
            assertThat(table.column(1).value(row)).isEqualTo((double) (row % 1000) + 0.5);
            assertThat(table.column(4).value(row)).isEqualTo((long) row);
        }
        assertThat(index.find(Query.at(0).with("customer-"))).isEqualTo(-1);
    }

    @Test
    void aRepeatedValueIsOneObject() throws IOException {
        Table table = customers();
        assertThat(table.column(2).value(3)).isSameAs(table.column(2).value(8)).isEqualTo("tier-3");
        assertThat(table.column(1).value(3)).isSameAs(table.column(1).value(1003));
    }

    @Test
    void aColumnIsOfNumbersOnlyIfEveryValueIsOneAndNoneLosesDigits() throws IOException {
        assertThat(column("1", "", "2").value(0)).isEqualTo(1L);
        assertThat(column("1", "", "2").value(1)).isNull();
        assertThat(column("1", "2.5").value(0)).isEqualTo(1.0);
        assertThat(column("1", "x").value(0)).isEqualTo("1");
        assertThat(column("007", "8").value(1)).isEqualTo("8");
        assertThat(column("9007199254740993", "0.5").value(0)).isEqualTo("9007199254740993");
        assertThat(column("10.00", "3.10").text(1)).isEqualTo("3.10");
    }

    @Test
    void manyDistinctNumbersKeepHowTheyWereWritten() throws IOException {
        var table = new TableBuilder();
        int column = table.column("n");
        for (int row = 0; row < ROWS; row++) {
            table.row(row + 2);
            table.untyped(column, row == 5 ? "" : row + ".50");
        }
        Column numbers = table.finish().column(0);
        assertThat(numbers).isInstanceOf(Numbers.class);
        assertThat(numbers.value(7)).isEqualTo(7.5);
        assertThat(numbers.text(7)).isEqualTo("7.50");
        assertThat(numbers.value(5)).isNull();
    }

    private static Column column(String... values) throws IOException {
        var table = new TableBuilder();
        int column = table.column("c");
        for (String value : values) {
            table.row(table.rows() + 2);
            table.untyped(column, value);
        }
        return table.finish().column(0);
    }

    private static RowIndex index(Table table) throws IOException {
        return Objects.requireNonNull(
                new RowIndexBuilder(table, new int[] {0}, MatchKind.EXACT, true, Choice.FIRST, Validity.ALWAYS)
                        .build(new Duplicates()));
    }

    private static Table customers() throws IOException {
        var table = new TableBuilder();
        for (String name : new String[] {"id", "limit", "tier", "center", "account"}) {
            table.column(name);
        }
        for (int row = 0; row < ROWS; row++) {
            table.row(row + 2);
            table.untyped(0, key(row));
            table.untyped(1, row % 1000 + ".5");
            table.untyped(2, "tier-" + row % 5);
            table.untyped(3, "center-" + row % 300);
            table.untyped(4, Integer.toString(row));
        }
        return table.finish();
    }

    private static String key(int row) {
        return "customer-%07d".formatted(row);
    }
}
