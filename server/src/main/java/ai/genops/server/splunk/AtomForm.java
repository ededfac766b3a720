package ai.genops.server.splunk;

import ai.genops.search.Result;
import com.linecorp.armeria.common.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// `output_mode=atom`: a feed with an entry for each row, its fields as Splunk's dictionary.
///
/// @param updatedAt ISO 8601
record AtomForm(String updatedAt) implements ResultForm {
    private static final String ROUTE = "search/results";

    @Override
    public MediaType type() {
        return Replies.XML;
    }

    @Override
    public String write(Page page) {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < page.rows().size(); i++) {
            entries.add(Entry.of(
                    ROUTE,
                    String.valueOf(page.offset() + i),
                    content(page, page.rows().get(i))));
        }
        return new Feed(ROUTE, updatedAt).xml(entries);
    }

    private static LinkedHashMap<String, Object> content(Page page, Result.Row row) {
        var content = new LinkedHashMap<String, Object>();
        for (int i = 0; i < page.fields().size(); i++) {
            Result.Field field = page.fields().get(i);
            List<String> texts = ResultForm.texts(field, row.values().get(i), page.zone());
            if (!texts.isEmpty()) {
                content.put(field.name(), texts.size() == 1 ? texts.getFirst() : texts);
            }
        }
        return content;
    }
}
