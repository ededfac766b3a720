package ai.genops.server.splunk;

import ai.genops.search.Result;
import ai.genops.search.Value;
import ai.genops.search.report.Message;
import com.linecorp.armeria.common.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One of the forms that results are written in. Every value is a text; `_time` is ISO 8601 in the server's zone.
sealed interface ResultForm permits JsonForm, JsonTableForm, XmlForm, AtomForm, CsvForm, RawForm {
    DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

    /// Some rows.
    ///
    /// @param offset of the first of them
    record Page(
            List<Result.Field> fields,
            List<Result.Row> rows,
            int offset,
            boolean preview,
            List<Message> messages,
            ZoneId zone) {

        /// Of these fields, in their own order; of none named: of all.
        Page only(List<String> names) {
            if (names.isEmpty()) {
                return this;
            }
            int[] places = IntStream.range(0, fields.size())
                    .filter(at -> names.contains(fields.get(at).name()))
                    .toArray();
            List<Result.Field> kept =
                    Arrays.stream(places).mapToObj(fields::get).toList();
            List<Result.Row> narrow =
                    rows.stream().map(row -> narrow(row, places)).toList();
            return new Page(kept, narrow, offset, preview, messages, zone);
        }

        private static Result.Row narrow(Result.Row row, int[] places) {
            var values = new ArrayList<@Nullable Value>();
            for (int place : places) {
                values.add(row.values().get(place));
            }
            return new Result.Row(values);
        }
    }

    MediaType type();

    String write(Page page);

    /// By the name of an `output_mode`.
    static ResultForm of(String mode, InstantSource clock) {
        return switch (mode) {
            case "xml" -> new XmlForm();
            case "json" -> new JsonForm();
            case "json_rows" -> new JsonTableForm(false);
            case "json_cols" -> new JsonTableForm(true);
            case "csv" -> new CsvForm();
            case "raw" -> new RawForm();
            case "atom" -> new AtomForm(clock.instant().toString());
            default ->
                throw Refusal.wrong(
                        "`output_mode` must be xml, atom, json, json_rows, json_cols, csv or raw, is `" + mode + "`");
        };
    }

    /// A value's texts: none, one, or those of a field with several.
    static List<String> texts(Result.Field field, @Nullable Value value, ZoneId zone) {
        return switch (value) {
            case null -> List.of();
            case Value.Many(var several) -> several.stream().map(Value::display).toList();
            case Value.Num(BigDecimal seconds) when field.name().equals("_time") -> List.of(time(seconds, zone));
            case Value.Text _, Value.Num _ -> List.of(value.display());
        };
    }

    private static String time(BigDecimal seconds, ZoneId zone) {
        return TIME.format(
                Instant.EPOCH.plusNanos(seconds.movePointRight(9).longValue()).atZone(zone));
    }
}
