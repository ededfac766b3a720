package ai.genops.benchmarks;

import ai.genops.search.Result;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rows in a form in which answers of two engines are compared: neither rows nor columns have an order, numbers have
/// eight digits, and what is not there, or 0, is left out.
final class Answers {
    private static final MathContext DIGITS = new MathContext(8);
    /// Sums of doubles differ in their last digits, also where the eighth is rounded.
    private static final MathContext OF_DOUBLES = new MathContext(12);

    private Answers() {}

    static List<String> of(Result result) {
        return result.rows().stream()
                .map(row -> row(row.values().stream().map(value -> value == null ? null : value.display())))
                .sorted()
                .toList();
    }

    static List<String> of(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        List<String> answers = new ArrayList<>();
        List<@Nullable String> cells = new ArrayList<>();
        while (rows.next()) {
            cells.clear();
            for (int i = 1; i <= columns; i++) {
                cells.add(rows.getString(i));
            }
            answers.add(row(cells.stream()));
        }
        answers.sort(null);
        return answers;
    }

    private static String row(Stream<@Nullable String> cells) {
        return String.join(
                " | ",
                cells.flatMap(Stream::ofNullable)
                        .map(Answers::cell)
                        .filter(cell -> !cell.equals("0"))
                        .sorted()
                        .toList());
    }

    private static String cell(String text) {
        try {
            return new BigDecimal(text)
                    .round(OF_DOUBLES)
                    .round(DIGITS)
                    .stripTrailingZeros()
                    .toPlainString();
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
