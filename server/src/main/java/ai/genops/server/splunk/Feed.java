package ai.genops.server.splunk;

import ai.genops.event.JsonBuffer;
import java.util.List;
import java.util.Map;

/// Writes entries, as an Atom feed with Splunk's dictionaries or as JSON.
///
/// @param title of the feed, the last part of its route
/// @param updatedAt ISO 8601
record Feed(String title, String updatedAt) {
    /// Of Splunk's REST API, as clients tell from it which routes there are.
    static final String API_VERSION = "9.4.0";

    private static final String OPEN =
            "xmlns=\"http://www.w3.org/2005/Atom\" xmlns:s=\"http://dev.splunk.com/ns/rest\"";

    String xml(List<Entry> entries) {
        var out = new Xml().raw(Xml.HEAD).raw("<feed ").raw(OPEN);
        out.raw(" xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\">");
        out.element("title", title).element("id", "/services/" + title).element("updated", updatedAt);
        out.raw("<generator build=\"genops\" version=\"" + API_VERSION + "\"/><author><name>GenOps</name></author>");
        out.element("opensearch:totalResults", String.valueOf(entries.size()));
        out.element("opensearch:itemsPerPage", "0")
                .element("opensearch:startIndex", "0")
                .raw("<s:messages/>");
        entries.forEach(entry -> entry(entry, "", out));
        return out.raw("</feed>").toString();
    }

    /// One entry by itself.
    String xml(Entry entry) {
        var out = new Xml().raw(Xml.HEAD);
        entry(entry, " " + OPEN, out);
        return out.toString();
    }

    private void entry(Entry entry, String attributes, Xml out) {
        out.raw("<entry" + attributes + ">").element("title", entry.name());
        out.element("id", "/services/" + entry.path())
                .element("updated", updatedAt)
                .element("published", updatedAt);
        link("alternate", entry.path(), out);
        if (entry.content().containsKey("sid")) {
            List.of("events", "results", "results_preview", "control")
                    .forEach(part -> link(part, entry.path() + "/" + part, out));
        }
        out.raw("<author><name>nobody</name></author><content type=\"text/xml\">");
        var content = new java.util.LinkedHashMap<>(entry.content());
        content.put("eai:acl", Entry.ACL);
        value(content, out);
        out.raw("</content></entry>");
    }

    private static void link(String relation, String path, Xml out) {
        out.raw("<link href=\"")
                .text("/services/" + path)
                .raw("\" rel=\"")
                .text(relation)
                .raw("\"/>");
    }

    private static void value(Object value, Xml out) {
        switch (value) {
            case Map<?, ?> map -> {
                out.raw("<s:dict>");
                map.forEach((name, inner) -> {
                    out.raw("<s:key name=\"").text(String.valueOf(name)).raw("\">");
                    value(inner, out);
                    out.raw("</s:key>");
                });
                out.raw("</s:dict>");
            }
            case List<?> list -> {
                out.raw("<s:list>");
                list.forEach(inner -> {
                    out.raw("<s:item>");
                    value(inner, out);
                    out.raw("</s:item>");
                });
                out.raw("</s:list>");
            }
            case Boolean flag -> out.raw(flag ? "1" : "0");
            default -> out.text(value.toString());
        }
    }

    String json(List<Entry> entries) {
        var out = new JsonBuffer(1024).ascii("{\"links\":{},\"origin\":").text("/services/" + title);
        out.ascii(",\"updated\":").text(updatedAt);
        out.ascii(",\"generator\":{\"build\":\"genops\",\"version\":")
                .text(API_VERSION)
                .ascii("},\"entry\":[");
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            out.ascii(i == 0 ? "{\"name\":" : ",{\"name\":").text(entry.name());
            out.ascii(",\"id\":")
                    .text("/services/" + entry.path())
                    .ascii(",\"updated\":")
                    .text(updatedAt);
            out.ascii(",\"published\":").text(updatedAt).ascii(",\"links\":{\"alternate\":");
            out.text("/services/" + entry.path()).ascii("},\"author\":\"nobody\",\"acl\":");
            json(Entry.ACL, out);
            out.ascii(",\"content\":");
            json(entry.content(), out);
            out.raw('}');
        }
        out.ascii("],\"paging\":{\"total\":").number(entries.size());
        return out.ascii(",\"perPage\":0,\"offset\":0},\"messages\":[]}").toString();
    }

    private static void json(Object value, JsonBuffer out) {
        switch (value) {
            case Map<?, ?> map -> {
                String comma = "{";
                out.ascii(map.isEmpty() ? "{" : "");
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.ascii(comma).text(String.valueOf(entry.getKey())).raw(':');
                    json(entry.getValue(), out);
                    comma = ",";
                }
                out.raw('}');
            }
            case List<?> list -> {
                out.raw('[');
                for (int i = 0; i < list.size(); i++) {
                    out.ascii(i == 0 ? "" : ",");
                    json(list.get(i), out);
                }
                out.raw(']');
            }
            case Boolean flag -> out.bool(flag);
            case Number number -> out.ascii(number.toString());
            default -> out.text(value.toString());
        }
    }
}
