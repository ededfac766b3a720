package ai.genops.search;

import ai.genops.search.Result.Field;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A table for a terminal: columns aligned, numbers to the right, times in a zone, cut to a width. Of
/// events only time and text are shown, the fields are in the text; where a query chose columns, all of them.
///
/// @param width of the terminal in characters; 0 = as wide as it gets
/// @param color whether to write ANSI escapes
public record TableWriter(int width, boolean color, ZoneId zone) implements ResultWriter {
    private static final int GAP = 2;
    private static final int MIN_WIDTH = 8;
    /// What the columns of events begin with.
    private static final List<String> EVENT = List.of("_time", "_raw", "index");

    @Override
    public void write(Result result, Appendable out) throws IOException {
        List<Integer> shown = shown(result);
        if (shown.isEmpty()) {
            return;
        }
        List<List<String>> cells =
                result.rows().stream().map(row -> cells(result, row, shown)).toList();
        List<String> header =
                shown.stream().map(i -> result.fields().get(i).name()).toList();
        int[] widths = widths(header, cells);
        boolean[] right = right(result, shown);
        line(out, header, widths, right, "\u001b[1m");
        line(out, IntStream.of(widths).mapToObj("─"::repeat).toList(), widths, right, "\u001b[2m");
        for (List<String> row : cells) {
            line(out, row, widths, right, "");
        }
    }

    private static List<Integer> shown(Result result) {
        List<String> names = result.names();
        boolean events =
                names.size() > EVENT.size() && names.subList(0, EVENT.size()).equals(EVENT);
        return events ? List.of(0, 1) : IntStream.range(0, names.size()).boxed().toList();
    }

    private List<String> cells(Result result, Result.Row row, List<Integer> shown) {
        var cells = new ArrayList<String>();
        for (int i : shown) {
            cells.add(cell(result.fields().get(i), row.values().get(i)));
        }
        return cells;
    }

    private String cell(Field field, @Nullable Value value) {
        return switch (value) {
            case null -> "";
            case Value.Num(BigDecimal seconds) when field.time() -> time(seconds);
            case Value.Many(var values)
            when values.size() > 1 && values.getFirst().equals(Sparkline.MARK) ->
                Sparkline.of(values.subList(1, values.size()));
            default -> printable(value.display());
        };
    }

    private String time(BigDecimal seconds) {
        Instant instant = Instant.EPOCH.plusNanos(seconds.movePointRight(9).longValue());
        String pattern = seconds.stripTrailingZeros().scale() <= 0 ? "uuuu-MM-dd HH:mm:ss" : "uuuu-MM-dd HH:mm:ss.SSS";
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone).format(instant);
    }

    /// A value must not be able to move the cursor or change colours.
    private static String printable(String text) {
        return text.replaceAll("\\R", ", ").replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    private int[] widths(List<String> header, List<List<String>> cells) {
        int[] widths = header.stream().mapToInt(TableWriter::length).toArray();
        for (List<String> row : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        int excess = IntStream.of(widths).sum() + GAP * (widths.length - 1) - width;
        while (width > 0 && excess > 0) {
            int widest = IntStream.range(0, widths.length)
                    .reduce((a, b) -> widths[a] >= widths[b] ? a : b)
                    .orElseThrow();
            if (widths[widest] <= MIN_WIDTH) {
                break;
            }
            int cut = Math.min(excess, Math.max(1, (widths[widest] - MIN_WIDTH) / 2));
            widths[widest] -= cut;
            excess -= cut;
        }
        return widths;
    }

    private static boolean[] right(Result result, List<Integer> shown) {
        var right = new boolean[shown.size()];
        for (int i = 0; i < right.length; i++) {
            int column = shown.get(i);
            right[i] = !result.fields().get(column).time()
                    && !result.rows().isEmpty()
                    && result.rows().stream()
                            .map(row -> row.values().get(column))
                            .allMatch(value -> value == null || value instanceof Value.Num);
        }
        return right;
    }

    private void line(Appendable out, List<String> cells, int[] widths, boolean[] right, String style)
            throws IOException {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cut(cells.get(i), widths[i]);
            String padding = " ".repeat(widths[i] - length(cell));
            line.append(i == 0 ? "" : " ".repeat(GAP)).append(right[i] ? padding + cell : cell + padding);
        }
        String text = line.toString().stripTrailing();
        out.append(color && !style.isEmpty() ? style + text + "\u001b[0m" : text)
                .append('\n');
    }

    private static String cut(String text, int width) {
        return length(text) <= width ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
