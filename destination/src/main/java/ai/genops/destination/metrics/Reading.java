package ai.genops.destination.metrics;

import ai.genops.destination.delivery.UnencodableException;
import ai.genops.event.JsonBuffer;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is measured of one event, and how it stands in a batch: as JSON, so that a dead letter can be read.
/// ```
/// {"offset":7,"time":1763600000000,"samples":[["genops.cost.total",0.125,"project","p","team","t"]]}
/// {"offset":8,"time":1763600000000,"problem":"the value of ..."}
/// ```
///
/// @param offset of the log record with which the event is delivered
/// @param timeMillis the event's own time, since 1970
/// @param problem why the event cannot be measured; empty if it could
public record Reading(long offset, long timeMillis, List<Sample> samples, String problem) {
    private static final JsonFactory JSON = new JsonFactory();

    public Reading {
        samples = List.copyOf(samples);
    }

    public void write(JsonBuffer out) {
        out.ascii("{\"offset\":").number(offset).ascii(",\"time\":").number(timeMillis);
        if (!problem.isEmpty()) {
            out.ascii(",\"problem\":").text(problem).raw('}');
            return;
        }
        out.ascii(",\"samples\":[");
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            out.ascii(i > 0 ? ",[" : "[").text(sample.series().metric());
            out.raw(',').value(sample.value());
            sample.series().labels().forEach(text -> out.raw(',').text(text));
            out.raw(']');
        }
        out.ascii("]}");
    }

    /// The samples for people: `[{"metric":"genops.cost.total","value":0.125,"tags":{"team":"t"}}]`.
    void preview(JsonBuffer out) throws UnencodableException {
        if (!problem.isEmpty()) {
            throw new UnencodableException(problem);
        }
        List<Map<String, Object>> shown = new ArrayList<>();
        for (Sample sample : samples) {
            Series series = sample.series();
            Map<String, Object> tags = new LinkedHashMap<>();
            for (int i = 0; i < series.labelCount(); i++) {
                tags.put(series.name(i), series.value(i));
            }
            Map<String, Object> metric = new LinkedHashMap<>();
            metric.put("metric", series.metric());
            metric.put("value", sample.value());
            metric.put("tags", tags);
            shown.add(metric);
        }
        out.value(shown);
    }

    public static Reading read(ByteBuffer json) throws IOException {
        byte[] bytes = new byte[json.remaining()];
        json.duplicate().get(bytes);
        long offset = 0;
        long time = 0;
        String problem = "";
        List<Sample> samples = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(bytes)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                switch (name) {
                    case "offset" -> offset = parser.getLongValue();
                    case "time" -> time = parser.getLongValue();
                    case "problem" -> problem = parser.getText();
                    default -> samples(parser, samples);
                }
            }
        }
        return new Reading(offset, time, samples, problem);
    }

    private static void samples(JsonParser parser, List<Sample> samples) throws IOException {
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            String metric = parser.nextTextValue();
            parser.nextToken();
            BigDecimal value = new BigDecimal(parser.getText());
            List<String> labels = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                labels.add(parser.getText());
            }
            samples.add(new Sample(new Series(metric, labels), value));
        }
    }
}
