package ai.genops.server.splunk;

import ai.genops.event.JsonBuffer;
import com.linecorp.armeria.common.MediaType;
import java.util.List;

/// `output_mode=json_rows` and `json_cols`: arrays of values, missing ones null.
record JsonTableForm(boolean columns) implements ResultForm {
    @Override
    public MediaType type() {
        return MediaType.JSON_UTF_8;
    }

    @Override
    public String write(Page page) {
        var out = new JsonBuffer(4096);
        JsonForm.head(page, out);
        out.ascii(",\"fields\":[");
        for (int i = 0; i < page.fields().size(); i++) {
            out.ascii(i == 0 ? "" : ",").text(page.fields().get(i).name());
        }
        out.ascii(columns ? "],\"columns\":[" : "],\"rows\":[");
        int outer = columns ? page.fields().size() : page.rows().size();
        int inner = columns ? page.rows().size() : page.fields().size();
        for (int i = 0; i < outer; i++) {
            out.ascii(i == 0 ? "[" : ",[");
            for (int j = 0; j < inner; j++) {
                out.ascii(j == 0 ? "" : ",");
                cell(page, columns ? j : i, columns ? i : j, out);
            }
            out.raw(']');
        }
        return out.ascii("]}").toString();
    }

    private static void cell(Page page, int row, int column, JsonBuffer out) {
        List<String> texts = ResultForm.texts(
                page.fields().get(column), page.rows().get(row).values().get(column), page.zone());
        if (texts.isEmpty()) {
            out.ascii("null");
        } else {
            JsonForm.value(texts, out);
        }
    }
}
