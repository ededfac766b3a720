package ai.genops.server.splunk;

import ai.genops.event.JsonBuffer;
import ai.genops.search.Search;
import ai.genops.search.spl.WrittenCommand;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.util.List;

/// `search/parser`: whether the query `q` can be read, and of which commands it is, with the texts of macros in
/// their places. Splunk, REST API Reference, "Search endpoint descriptions"; how a cluster would share the work
/// (`remoteSearch`, ...) is not told.
record ParsedQuery(Search search) {

    HttpResponse answer(Call call) {
        String query = call.text("q", "");
        if (query.isEmpty()) {
            throw Refusal.wrong("`q` is missing or empty");
        }
        List<WrittenCommand> commands = search.commands(query);
        return call.wantsJson() ? json(commands) : xml(commands);
    }

    private static HttpResponse json(List<WrittenCommand> commands) {
        var out = new JsonBuffer(256).ascii("{\"commands\":[");
        for (int i = 0; i < commands.size(); i++) {
            out.ascii(i == 0 ? "{\"command\":" : ",{\"command\":")
                    .text(commands.get(i).name());
            out.ascii(",\"rawargs\":").text(commands.get(i).arguments());
            out.ascii(",\"isGenerating\":").bool(i == 0).ascii("}");
        }
        return HttpResponse.of(
                HttpStatus.OK, MediaType.JSON_UTF_8, out.ascii("]}").toString());
    }

    private static HttpResponse xml(List<WrittenCommand> commands) {
        var out = new Xml().raw(Xml.HEAD).raw("<response>\n<list>\n");
        for (int i = 0; i < commands.size(); i++) {
            out.raw("<item><dict><key name=\"command\">").text(commands.get(i).name());
            out.raw("</key><key name=\"rawargs\">").text(commands.get(i).arguments());
            out.raw("</key><key name=\"isGenerating\">").raw(i == 0 ? "1" : "0").raw("</key></dict></item>\n");
        }
        return HttpResponse.of(
                HttpStatus.OK, Replies.XML, out.raw("</list>\n</response>\n").toString());
    }
}
