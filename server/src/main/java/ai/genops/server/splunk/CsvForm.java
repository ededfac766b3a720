package ai.genops.server.splunk;

import com.linecorp.armeria.common.MediaType;
import java.util.stream.Collectors;

/// `output_mode=csv`: a header and a line per row, several values of a field one per line within its quotes.
record CsvForm() implements ResultForm {
    @Override
    public MediaType type() {
        return MediaType.CSV_UTF_8;
    }

    @Override
    public String write(Page page) {
        var out = new StringBuilder();
        out.append(header(page)).append('\n');
        rows(page, out);
        return out.toString();
    }

    static String header(Page page) {
        return page.fields().stream().map(field -> cell(field.name())).collect(Collectors.joining(","));
    }

    static void rows(Page page, StringBuilder out) {
        page.rows().forEach(row -> {
            for (int i = 0; i < page.fields().size(); i++) {
                var texts = ResultForm.texts(page.fields().get(i), row.values().get(i), page.zone());
                out.append(i == 0 ? "" : ",").append(cell(String.join("\n", texts)));
            }
            out.append('\n');
        });
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
