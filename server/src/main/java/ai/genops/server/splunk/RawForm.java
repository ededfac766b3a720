package ai.genops.server.splunk;

import ai.genops.search.Result;
import com.linecorp.armeria.common.MediaType;
import java.util.List;

/// `output_mode=raw`: the texts of events, a line each. A row that is no event is its fields, `name="value"` with
/// spaces between.
record RawForm() implements ResultForm {
    @Override
    public MediaType type() {
        return MediaType.PLAIN_TEXT_UTF_8;
    }

    @Override
    public String write(Page page) {
        var out = new StringBuilder();
        rows(page, out);
        return out.toString();
    }

    static void rows(Page page, StringBuilder out) {
        List<String> names = page.fields().stream().map(Result.Field::name).toList();
        int raw = names.indexOf("_raw");
        for (Result.Row row : page.rows()) {
            List<String> text = raw < 0
                    ? List.of()
                    : ResultForm.texts(page.fields().get(raw), row.values().get(raw), page.zone());
            out.append(text.isEmpty() ? pairs(page, row) : String.join("\n", text))
                    .append('\n');
        }
    }

    private static String pairs(Page page, Result.Row row) {
        var out = new StringBuilder();
        for (int i = 0; i < page.fields().size(); i++) {
            Result.Field field = page.fields().get(i);
            List<String> texts = ResultForm.texts(field, row.values().get(i), page.zone());
            if (!texts.isEmpty()) {
                out.append(out.isEmpty() ? "" : " ").append(field.name()).append("=\"");
                out.append(String.join("\n", texts).replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        }
        return out.toString();
    }
}
