package ai.genops.server.splunk;

import ai.genops.event.JsonBuffer;
import ai.genops.search.SearchTimes;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// `search/timeparser`: which times `time`, given once or several times, means, seen from `now`. Splunk,
/// REST API Reference, "Search endpoint descriptions".
///
/// @param zone in which days begin
record TimeParser(InstantSource clock, ZoneId zone) {
    private static final int MOST = 1000;

    HttpResponse answer(Call call) {
        List<String> texts = call.parameters().getAll("time");
        if (texts.isEmpty() || texts.size() > MOST) {
            throw Refusal.wrong("`time` is missing; for instance time=-1d@d");
        }
        String from = call.text("now", "");
        Instant now = from.isEmpty() ? clock.instant() : parsed(from, clock.instant());
        String format = call.text("output_time_format", "");
        SequencedMap<String, String> times = new LinkedHashMap<>();
        for (String text : texts) {
            ZonedDateTime time = parsed(text, now).atZone(zone);
            times.put(text, format.isEmpty() ? ResultForm.TIME.format(time) : SearchTimes.strftime(format, time));
        }
        return call.wantsJson() ? json(times) : xml(times);
    }

    private Instant parsed(String text, Instant now) {
        @Nullable Instant time = SearchTimes.parse(text, now, zone);
        if (time == null) {
            throw Refusal.wrong("`" + text + "` is not a time. " + SearchTimes.EXAMPLES);
        }
        return time;
    }

    private static HttpResponse json(Map<String, String> times) {
        var out = new JsonBuffer(128);
        String comma = "{";
        for (Map.Entry<String, String> time : times.entrySet()) {
            out.ascii(comma).text(time.getKey()).raw(':').text(time.getValue());
            comma = ",";
        }
        return HttpResponse.of(
                HttpStatus.OK, MediaType.JSON_UTF_8, out.ascii("}").toString());
    }

    private static HttpResponse xml(Map<String, String> times) {
        var out = new Xml().raw(Xml.HEAD).raw("<response>\n<dict>\n");
        times.forEach((text, time) ->
                out.raw("<key name=\"").text(text).raw("\">").text(time).raw("</key>\n"));
        return HttpResponse.of(
                HttpStatus.OK, Replies.XML, out.raw("</dict>\n</response>\n").toString());
    }
}
