package ai.genops.server.splunk;

import ai.genops.event.JsonBuffer;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/// Answers in the form that a call wants: XML, with `output_mode` JSON or, of things, CSV.
public record Replies(InstantSource clock) {
    static final MediaType XML = MediaType.create("text", "xml").withCharset(StandardCharsets.UTF_8);

    HttpResponse entries(Call call, List<Entry> entries) {
        Feed feed = feed(call);
        if (call.text("output_mode", "").equals("csv")) {
            return HttpResponse.of(HttpStatus.OK, MediaType.CSV_UTF_8, CsvForm.entries(entries));
        }
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

    /// Things of a route, or the one that the path names; `search` narrows them, `offset` and `count` (0 or -1: all)
    /// cut them.
    HttpResponse listed(Call call, String route, Listings listings) {
        int parts = route.split("/", -1).length;
        String wanted = call.part(parts);
        List<Entry> entries = listings.entries(route, call.principal().rights().asker());
        if (wanted.isEmpty()) {
            return entries(call, ListingFilter.of(call).apply(entries));
        }
        List<Entry> named =
                entries.stream().filter(entry -> entry.isNamed(wanted)).toList();
        if (named.isEmpty()) {
            throw Refusal.notThere("Could not find object id=" + wanted);
        }
        return entries(call, named);
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
