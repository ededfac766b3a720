package ai.genops.destination.splunk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What Splunk answers: `{"text":"...","code":6,"invalid-event-number":3,"ackId":7}`, or, asked for
/// acknowledgements, `{"acks":{"7":true}}`. What is absent is -1, so is everything of an answer that is not JSON.
///
/// @param acknowledged the ids that are, by the answer, indexed
/// @param isAboutAcks whether it says anything of acknowledgements
record HecReply(int code, int invalidEvent, long ackId, Set<Long> acknowledged, boolean isAboutAcks) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final HecReply NOTHING = new HecReply(-1, -1, -1, Set.of(), false);

    static HecReply read(String text) {
        Map<String, Long> numbers = new HashMap<>();
        Set<Long> acknowledged = new HashSet<>();
        boolean acks = false;
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return NOTHING;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_NUMBER_INT) {
                    numbers.put(name, parser.getLongValue());
                } else if (name.equals("acks") && value == JsonToken.START_OBJECT) {
                    acks = true;
                    acks(parser, acknowledged);
                } else {
                    parser.skipChildren();
                }
            }
            return new HecReply(
                    (int) (long) numbers.getOrDefault("code", -1L),
                    (int) (long) numbers.getOrDefault("invalid-event-number", -1L),
                    numbers.getOrDefault("ackId", -1L),
                    acknowledged,
                    acks);
        } catch (IOException e) {
            return NOTHING;
        }
    }

    private static void acks(JsonParser parser, Set<Long> acknowledged) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String id = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_TRUE && id.matches("[0-9]{1,18}")) {
                acknowledged.add(Long.valueOf(id));
            }
        }
    }
}
