package ai.genops.server.splunk;

import ai.genops.search.Result;
import com.linecorp.armeria.common.MediaType;
import java.util.List;

/// `output_mode=xml`.
record XmlForm() implements ResultForm {
    @Override
    public MediaType type() {
        return Replies.XML;
    }

    @Override
    public String write(Page page) {
        var out = new Xml().raw(Xml.HEAD);
        begin(page, out);
        rows(page, out);
        return out.raw("</results>\n").toString();
    }

    static void begin(Page page, Xml out) {
        out.raw("<results preview='" + (page.preview() ? 1 : 0) + "'>\n<meta>\n<fieldOrder>\n");
        page.fields().forEach(field -> out.element("field", field.name()).raw("\n"));
        out.raw("</fieldOrder>\n</meta>\n<messages>\n");
        page.messages()
                .forEach(message -> out.raw("<msg type='")
                        .text(message.level().name())
                        .raw("'>")
                        .text(message.text())
                        .raw("</msg>\n"));
        out.raw("</messages>\n");
    }

    static void rows(Page page, Xml out) {
        for (int i = 0; i < page.rows().size(); i++) {
            out.raw("<result offset='" + (page.offset() + i) + "'>\n");
            for (int column = 0; column < page.fields().size(); column++) {
                Result.Field field = page.fields().get(column);
                List<String> texts =
                        ResultForm.texts(field, page.rows().get(i).values().get(column), page.zone());
                if (!texts.isEmpty()) {
                    field(field.name(), texts, out);
                }
            }
            out.raw("</result>\n");
        }
    }

    private static void field(String name, List<String> texts, Xml out) {
        out.raw("<field k='").text(name).raw("'>");
        for (String text : texts) {
            if (name.equals("_raw")) {
                out.raw("<v xml:space='preserve' trunc='0'>").text(text).raw("</v>");
            } else {
                out.raw("<value><text>").text(text).raw("</text></value>");
            }
        }
        out.raw("</field>\n");
    }
}
