package ai.genops.server.splunk;

import com.linecorp.armeria.common.MediaType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
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

    /// Things of a route, a line each, with all fields that one of them has.
    static String entries(List<Entry> entries) {
        List<SequencedMap<String, List<String>>> rows =
                entries.stream().map(Entry::flat).toList();
        var names = new LinkedHashSet<String>();
        rows.forEach(row -> names.addAll(row.keySet()));
        var out = new StringBuilder(names.stream().map(CsvForm::cell).collect(Collectors.joining(",")));
        for (SequencedMap<String, List<String>> row : rows) {
            out.append('\n')
                    .append(names.stream()
                            .map(name -> cell(String.join("\n", row.getOrDefault(name, List.of()))))
                            .collect(Collectors.joining(",")));
        }
        return out.append('\n').toString();
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
