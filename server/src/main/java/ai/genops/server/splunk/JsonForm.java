package ai.genops.server.splunk;

import ai.genops.event.JsonBuffer;
import ai.genops.search.Result;
import ai.genops.search.report.Message;
import com.linecorp.armeria.common.MediaType;
import java.time.ZoneId;
import java.util.List;

/// `output_mode=json`: an object per row. `post_process_count` says how many rows follow; clients that page read on
/// until it is 0.
record JsonForm() implements ResultForm {
    @Override
    public MediaType type() {
        return MediaType.JSON_UTF_8;
    }

    @Override
    public String write(Page page) {
        var out = new JsonBuffer(4096);
        head(page, out);
        out.ascii(",\"fields\":[");
        for (int i = 0; i < page.fields().size(); i++) {
            out.ascii(i == 0 ? "{\"name\":" : ",{\"name\":")
                    .text(page.fields().get(i).name())
                    .raw('}');
        }
        out.ascii("],\"results\":[");
        for (int i = 0; i < page.rows().size(); i++) {
            out.ascii(i == 0 ? "" : ",");
            row(page.fields(), page.rows().get(i), page.zone(), out);
        }
        return out.ascii("],\"highlighted\":{}}").toString();
    }

    static void head(Page page, JsonBuffer out) {
        out.ascii("{\"preview\":")
                .bool(page.preview())
                .ascii(",\"init_offset\":")
                .number(page.offset());
        out.ascii(",\"post_process_count\":").number(page.rows().size()).ascii(",\"messages\":[");
        String comma = "";
        for (Message message : page.messages()) {
            out.ascii(comma).ascii("{\"type\":").text(message.level().name());
            out.ascii(",\"text\":").text(message.text()).raw('}');
            comma = ",";
        }
        out.raw(']');
    }

    /// What a row has; what is missing is left out.
    static void row(List<Result.Field> fields, Result.Row row, ZoneId zone, JsonBuffer out) {
        out.raw('{');
        String comma = "";
        for (int i = 0; i < fields.size(); i++) {
            List<String> texts = ResultForm.texts(fields.get(i), row.values().get(i), zone);
            if (!texts.isEmpty()) {
                out.ascii(comma).text(fields.get(i).name()).raw(':');
                value(texts, out);
                comma = ",";
            }
        }
        out.raw('}');
    }

    static void value(List<String> texts, JsonBuffer out) {
        if (texts.size() == 1) {
            out.text(texts.getFirst());
            return;
        }
        out.raw('[');
        for (int i = 0; i < texts.size(); i++) {
            out.ascii(i == 0 ? "" : ",").text(texts.get(i));
        }
        out.raw(']');
    }
}
