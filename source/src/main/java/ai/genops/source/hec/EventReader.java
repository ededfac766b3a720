package ai.genops.source.hec;

import ai.genops.source.wire.Utf8;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads the body of `/services/collector/event`: JSON objects one after the other, with or without space between them
/// (Splunk: "Format events for HTTP Event Collector"). The first that is wrong ends the reading; those before it are
/// written.
///
/// What an event is: its text as received; attributes of its `fields`, and of its own members if it is an object. An
/// object's `attributes` and `resource` are taken apart as well, as those of a span that was sent as an event.
final class EventReader {
    /// Names come from clients, so they do not go into the JVM's own table of strings.
    static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build()) // a request's size is the limit
            .build();

    private static final List<String> TAKEN_APART = List.of("attributes", "resource");

    private final RecordWriter out;
    private final int maxBytes;
    private final Filing defaults;
    private final Predicate<String> indexes;
    private final boolean extractTime;

    /// @param maxBytes the most that a request may become
    /// @param defaults what events are filed under that do not say
    /// @param indexes the indexes that events may name
    /// @param extractTime whether the text of an event that says no `time` tells it
    EventReader(RecordWriter out, int maxBytes, Filing defaults, Predicate<String> indexes, boolean extractTime) {
        this.out = out;
        this.maxBytes = maxBytes;
        this.defaults = defaults;
        this.indexes = indexes;
        this.extractTime = extractTime;
    }

    /// What is wrong with the first event that is; null if none is.
    @Nullable
    HecRefusal read(byte[] json, int offset, int length) {
        out.begin();
        if (Utf8.firstBad(json, offset, offset + length) >= 0) {
            return new HecRefusal(HecCode.INVALID_DATA, 0);
        }
        try (JsonParser in = JSON.createParser(json, offset, length)) {
            var attributes = new JsonAttributes(json, offset, in, this::checkSize);
            while (in.nextToken() != null) {
                if (in.currentToken() != JsonToken.START_OBJECT || JsonAttributes.start(in) < 0) {
                    return refusal(HecCode.INVALID_DATA);
                }
                new OneEvent(in, attributes, json, offset).read();
            }
        } catch (IOException e) {
            return refusal(HecCode.INVALID_DATA);
        } catch (HecRefusal refusal) {
            return refusal.code() == HecCode.TOO_LARGE ? refusal : refusal(refusal.code());
        }
        return null;
    }

    private HecRefusal refusal(HecCode code) {
        return new HecRefusal(code, out.events());
    }

    private void checkSize() {
        if (out.size() > maxBytes) {
            throw new HecRefusal(HecCode.TOO_LARGE);
        }
    }

    /// One object of the body.
    private final class OneEvent {
        private final JsonParser in;
        private final JsonAttributes attributes;
        private final byte[] json;
        private final int offset;
        private Filing filing = new Filing("", "", "", "");
        private boolean found;
        private long time = EpochTime.NONE;
        private byte @Nullable [] raw;
        private int rawFrom;
        private int rawLength;
        private byte @Nullable [] traceId;
        private byte @Nullable [] spanId;

        OneEvent(JsonParser in, JsonAttributes attributes, byte[] json, int offset) {
            this.in = in;
            this.attributes = attributes;
            this.json = json;
            this.offset = offset;
        }

        void read() throws IOException {
            out.beginEvent();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                member(name);
            }
            end();
        }

        private void member(String name) throws IOException {
            switch (name) {
                case "event" -> event();
                case "fields" -> fields();
                case "time" -> time();
                case "host" -> filing = new Filing(text(), filing.source(), filing.sourcetype(), filing.index());
                case "source" -> filing = new Filing(filing.host(), text(), filing.sourcetype(), filing.index());
                case "sourcetype" -> filing = new Filing(filing.host(), filing.source(), text(), filing.index());
                case "index" -> filing = new Filing(filing.host(), filing.source(), filing.sourcetype(), text());
                default -> in.skipChildren();
            }
        }

        private String text() throws IOException {
            return switch (in.currentToken()) {
                case VALUE_STRING -> in.getText();
                case VALUE_NULL -> "";
                default -> throw new HecRefusal(HecCode.INVALID_DATA);
            };
        }

        private void time() throws IOException {
            if (in.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            time = in.currentToken().isScalarValue() ? EpochTime.nanos(in.getText()) : EpochTime.NONE;
            if (time == EpochTime.NONE) {
                throw new HecRefusal(HecCode.INDEXED_FIELDS);
            }
        }

        /// Values are texts, numbers, booleans, or lists of them.
        private void fields() throws IOException {
            out.fields.clear();
            if (in.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw new HecRefusal(HecCode.INDEXED_FIELDS);
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                if (in.nextToken() == JsonToken.START_OBJECT) {
                    throw new HecRefusal(HecCode.INDEXED_FIELDS);
                }
                attributes.member(name, out.fields, 0);
            }
        }

        private void event() throws IOException {
            found = true;
            raw = null;
            out.members.clear();
            out.resource.clear();
            switch (in.currentToken()) {
                case VALUE_NULL -> {}
                case START_OBJECT -> {
                    int from = JsonAttributes.start(in);
                    members();
                    slice(from);
                }
                case START_ARRAY -> {
                    int from = JsonAttributes.start(in);
                    in.skipChildren();
                    slice(from);
                }
                default -> scalar(in.getText());
            }
        }

        private void slice(int from) {
            raw = json;
            rawFrom = offset + from;
            rawLength = JsonAttributes.end(in) - from;
        }

        private void scalar(String text) {
            if (!text.isBlank()) {
                raw = text.getBytes(StandardCharsets.UTF_8);
                rawFrom = 0;
                rawLength = raw.length;
            }
        }

        private void members() throws IOException {
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                if (value == JsonToken.START_OBJECT && TAKEN_APART.contains(name)) {
                    attributes.members("", name.equals("resource") ? out.resource : out.members, 1);
                } else {
                    if (value == JsonToken.VALUE_STRING) {
                        ids(name);
                    }
                    attributes.member(name, out.members, 0);
                }
            }
        }

        private void ids(String name) throws IOException {
            switch (name) {
                case "trace_id" -> traceId = id(in.getText(), 16);
                case "span_id" -> spanId = id(in.getText(), 8);
                default -> {}
            }
        }

        private void end() {
            if (!found) {
                throw new HecRefusal(HecCode.EVENT_REQUIRED);
            }
            if (raw == null) {
                throw new HecRefusal(HecCode.EVENT_BLANK);
            }
            if (!filing.index().isEmpty() && !indexes.test(filing.index())) {
                throw new HecRefusal(HecCode.INCORRECT_INDEX);
            }
            if (time == EpochTime.NONE && extractTime) {
                time = EventTimestamp.find(raw, rawFrom, rawLength);
            }
            if (time != EpochTime.NONE) {
                out.time(time);
            }
            out.raw(raw, rawFrom, rawLength);
            if (traceId != null) {
                out.traceId(traceId);
            }
            if (spanId != null) {
                out.spanId(spanId);
            }
            out.endEvent(filing.or(defaults));
            checkSize();
        }
    }

    private static byte @Nullable [] id(String hex, int bytes) {
        if (hex.length() != 2 * bytes || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            return null;
        }
        return HexFormat.of().parseHex(hex);
    }
}
