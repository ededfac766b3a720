package ai.genops.server.splunk;

import ai.genops.event.JsonBuffer;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Answers in the form that a call wants: XML, or JSON with `output_mode=json`.
public record Replies(InstantSource clock) {
    static final MediaType XML = MediaType.create("text", "xml").withCharset(StandardCharsets.UTF_8);

    HttpResponse entries(Call call, List<Entry> entries) {
        Feed feed = feed(call);
        return call.wantsJson()
                ? HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, feed.json(entries))
                : HttpResponse.of(HttpStatus.OK, XML, feed.xml(entries));
    }

    /// An entry that is not within a feed, if it is XML.
    HttpResponse entry(Call call, Entry entry) {
        return call.wantsJson()
                ? entries(call, List.of(entry))
                : HttpResponse.of(HttpStatus.OK, XML, feed(call).xml(entry));
    }

    /// All things of a kind by their names, or the one that the third part of the path names.
    HttpResponse found(Call call, String kind, Map<String, ? extends Map<String, Object>> all) {
        String wanted = call.part(2);
        List<Entry> entries = new ArrayList<>();
        all.forEach((name, content) -> {
            if (wanted.isEmpty() || wanted.equals(name)) {
                entries.add(new Entry(name, kind + "/" + encoded(name), content));
            }
        });
        if (!wanted.isEmpty() && entries.isEmpty()) {
            throw Refusal.notThere("Could not find object id=" + wanted);
        }
        return entries(call, entries);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Feed feed(Call call) {
        return new Feed(String.join("/", call.path()), clock.instant().toString());
    }

    static HttpResponse message(Call call, String kind, String text) {
        return message(call.wantsJson(), HttpStatus.OK, kind, text);
    }

    static HttpResponse message(boolean json, HttpStatus status, String kind, String text) {
        if (json) {
            var out = new JsonBuffer(256).ascii("{\"messages\":[{\"type\":").text(kind);
            return HttpResponse.of(
                    status,
                    MediaType.JSON_UTF_8,
                    out.ascii(",\"text\":").text(text).ascii("}]}").toString());
        }
        var out = new Xml()
                .raw(Xml.HEAD)
                .raw("<response><messages><msg type=\"")
                .text(kind)
                .raw("\">");
        return HttpResponse.of(
                status, XML, out.text(text).raw("</msg></messages></response>").toString());
    }
}
