package ai.genops.source.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireWriter;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTranscoderTest {
    private final JsonTranscoder transcoder = new JsonTranscoder(1 << 20);

    @ParameterizedTest
    @EnumSource
    void jsonBecomesTheProtobufOfTheSameRequest(Signal signal) throws Exception {
        long seed = 11L + signal.code();
        RandomRequests requests = new RandomRequests(seed);
        OtlpJson json = new OtlpJson(seed);
        for (int i = 0; i < 300; i++) {
            Message request = requests.next(signal);
            String text = json.write(request);
            byte[] bytes = text.getBytes(UTF_8);
            int events = transcoder.transcode(signal, bytes, 0, bytes.length);
            byte[] protobuf = transcoder.output().toBytes();
            assertThat(request.getParserForType().parseFrom(protobuf))
                    .as("seed %d, round %d: %s", seed, i, text)
                    .isEqualTo(request);
            assertThat(new OtlpValidator().validate(signal, protobuf, 0, protobuf.length))
                    .isEqualTo(events);
        }
    }

    @ParameterizedTest
    @EnumSource
    void brokenJsonIsRefusedOrBecomesValidProtobuf(Signal signal) {
        long seed = 23L + signal.code();
        Random random = new Random(seed);
        RandomRequests requests = new RandomRequests(seed);
        OtlpJson json = new OtlpJson(seed);
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            byte[] bytes =
                    OtlpValidatorTest.mutated(json.write(requests.next(signal)).getBytes(UTF_8), random);
            try {
                int events = transcoder.transcode(signal, bytes, 0, bytes.length);
                byte[] protobuf = transcoder.output().toBytes();
                assertThat(new OtlpValidator().validate(signal, protobuf, 0, protobuf.length))
                        .as("seed %d, round %d", seed, i)
                        .isEqualTo(events);
            } catch (MalformedException e) {
                assertThat(e.getMessage()).contains(" at line ").doesNotContain("StreamReadFeature");
                refused++;
            }
        }
        assertThat(refused).isBetween(100, 1490);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsReadPlainlyIsReadAsEverythingIs(Signal signal) throws Exception {
        long seed = 37L + signal.code();
        Random random = new Random(seed);
        RandomRequests requests = new RandomRequests(seed);
        OtlpJson json = new OtlpJson(seed);
        int plain = 0;
        PlainJson reader = new PlainJson();
        byte[] whole = {};
        for (int i = 0; i < 6000; i++) {
            // The same again, and with a mistake: what begins as it did last time is read from memory.
            whole = i % 4 == 0 ? json.write(requests.next(signal)).getBytes(UTF_8) : whole;
            byte[] bytes = i % 4 < 2 ? whole : OtlpValidatorTest.mutated(whole, random);
            WireWriter out = new WireWriter(64);
            int events = reader.transcode(signal.request(), bytes, 0, bytes.length, out);
            if (events != PlainJson.NOT_PLAIN) {
                assertThat(transcoder.transcodeAnything(signal, bytes, 0, bytes.length))
                        .as("seed %d, round %d: %s", seed, i, new String(bytes, UTF_8))
                        .isEqualTo(events);
                assertThat(out.toBytes())
                        .as("seed %d, round %d: %s", seed, i, new String(bytes, UTF_8))
                        .isEqualTo(transcoder.output().toBytes());
                plain++;
            }
        }
        assertThat(plain).isGreaterThan(50);
    }

    @Test
    void whatExportersWriteIsPlain() {
        String members = """
                "traceId" : "5b8efff798038103d269b633813fc60c", "spanId":"EEE19B7EC3C1B174", "parentSpanId":"",
                "name":"chat \u00fc\\n \\"x\\" a long enough text with \\/ in it", "kind":3, "startTimeUnixNano":"1544712660000000000",
                "endTimeUnixNano":1544712661000000000, "status":{}, "attributes":[
                {"key":"a","value":{"doubleValue":0.03}},{"key":"b","value":{"intValue":"-7"}},{"key":"c","value":{"boolValue":true}},
                {"key":"d","value":{"doubleValue":123456789.123456789}},{"key":"e","value":{"arrayValue":{"values":[{"doubleValue":-4}]}}}]
                """;
        byte[] bytes = span(members).getBytes(UTF_8);
        WireWriter out = new WireWriter(64);
        assertThat(new PlainJson().transcode(Signal.TRACES.request(), bytes, 0, bytes.length, out))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"key":"k","value":{"stringValue":"first"}}         | {"key":"k","value":{"stringValue":"x","intValue":"7"}}
            {"key":"k","value":{"stringValue":"first"}}         | {"key":"k","value":{"stringValue":"x"},"keyStrindex":1}
            {"key":"k","value":{"stringValue":"first"}}         | {"key":"k","value":{"stringValue":["x"]}}
            {"key":"k","value":{"intValue":"1"}}                | {"key":"k","value":{"intValue":"9223372036854775808"}}
            {"key":"k","value":{"doubleValue":0.5}}             | {"key":"k","value":{"doubleValue":"NaN"}}
            {"value":{"intValue":"1"},"key":"k"}                | {"value":{"intValue":"2"},"key":"l"}
            {"key":"k","value":{"kvlistValue":{"values":[{"key":"m","value":{"intValue":1}}]}}} | \
            {"key":"k","value":{"kvlistValue":{"values":[{"key":"m","value":{"intValue":2}},{"key":"n"}]}}}
            {"key":"k","value":{"arrayValue":{"values":[{"intValue":1}]}}} | {"key":"k","value":{"arrayValue":{"values":[{"intValue":1},{}]}}}
            { "key" : "k\\"" , "value" : { "boolValue" : true } } | { "key" : "k\\"" , "value" : { "boolValue" : false } }
            """)
    void whatBeginsAsTheLastOneDidIsReadAsEverythingIs(String first, String then) throws Exception {
        PlainJson reader = new PlainJson();
        for (String attribute : List.of(first, first, then, first)) {
            byte[] bytes = span("\"attributes\":[%s]".formatted(attribute)).getBytes(UTF_8);
            WireWriter out = new WireWriter(64);
            if (reader.transcode(Signal.TRACES.request(), bytes, 0, bytes.length, out) != PlainJson.NOT_PLAIN) {
                transcoder.transcodeAnything(Signal.TRACES, bytes, 0, bytes.length);
                assertThat(out.toBytes())
                        .as(attribute)
                        .isEqualTo(transcoder.output().toBytes());
            } else {
                assertThat(attribute).as("only this is not plain").isEqualTo(then);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"flags\":01",
                "\"flags\":1.0",
                "\"flags\":-1",
                "\"kind\":\"SERVER\"",
                "\"name\":\"\\u0041\"",
                "\"name\":\"\t\"",
                "\"name\":null",
                "\"other\":1",
                "\"traceId\":\"abc\"",
                "\"startTimeUnixNano\":\"9223372036854775808\"",
                "\"name\":\"x\",",
                "\"attributes\":[{\"key\":\"k\",\"value\":{\"doubleValue\":1e3}},]",
                "\"attributes\":[{\"key\":\"k\",\"value\":{\"doubleValue\":-0}}]",
                "\"attributes\":[{\"key\":\"k\",\"value\":{\"doubleValue\":.5}}]",
                "\"attributes\":[{\"key\":\"k\",\"value\":{\"doubleValue\":1.}}]",
                "\"attributes\":[{\"key\":\"k\",\"value\":{\"boolValue\":trve}}]"
            })
    void theRestIsLeftToTheReaderOfEverything(String member) {
        byte[] bytes = span(member).getBytes(UTF_8);
        assertThat(new PlainJson().transcode(Signal.TRACES.request(), bytes, 0, bytes.length, new WireWriter(64)))
                .isEqualTo(PlainJson.NOT_PLAIN);
    }

    @Test
    void theConformanceRequestsAreRead() throws Exception {
        ExportTraceServiceRequest request = traces(resource("otlp-test-span.json"));
        Span span = request.getResourceSpans(0).getScopeSpans(0).getSpans(0);
        assertThat(span.getName()).isEqualTo("test-span");
        assertThat(span.getAttributes(0).getValue().getDoubleValue()).isEqualTo(0.05);
        assertThat(traces(resource("otlp-minimal-span.json"))
                        .getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpans(0)
                        .getName())
                .isEqualTo("test");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"intValue":"42"}          | int_value: 42
            {"intValue":42}            | int_value: 42
            {"intValue":4.2e1}         | int_value: 42
            {"intValue":-9223372036854775808} | int_value: -9223372036854775808
            {"doubleValue":1}          | double_value: 1.0
            {"doubleValue":"2.5"}      | double_value: 2.5
            {"doubleValue":"NaN"}      | double_value: nan
            {"doubleValue":"-Infinity"}| double_value: -inf
            {"boolValue":false}        | bool_value: false
            {"bytesValue":"AAE"}       | bytes_value: "\\000\\001"
            {"stringValue":"\\u00e4\\ud83d\\ude00"} | string_value: "\\303\\244\\360\\237\\230\\200"
            {"stringValue":"\\ud83d"}  | string_value: "\\357\\277\\275"
            {"arrayValue":{"values":[{"intValue":1},null]}} | array_value { values { int_value: 1 } values { } }
            {"kvlistValue":{"values":[null,{"key":"k","value":null}]}} | kvlist_value { values { key: "k" } }
            {"stringValue":null,"other":{"deep":[1]}} | ~~
            """)
    void valuesAreReadInEveryFormThatIsAllowed(String json, String expected) throws Exception {
        ExportTraceServiceRequest request = traces(span("\"attributes\":[{\"key\":\"k\",\"value\":" + json + "}]"));
        AnyValue value = request.getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0)
                .getAttributes(0)
                .getValue();
        assertThat(value).isEqualTo(com.google.protobuf.TextFormat.parse(expected, AnyValue.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "\"2\"", "\"STATUS_CODE_ERROR\"", "\"ERROR\""})
    void aStatusIsANumberOrAName(String code) throws Exception {
        ExportTraceServiceRequest request = traces(span("\"status\":{\"code\":" + code + "}"));
        assertThat(request.getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpans(0)
                        .getStatus()
                        .getCodeValue())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "kind":"SIDEWAYS"         | `kind` must be a number or a name such as `SPAN_KIND_CONSUMER`, is "SIDEWAYS"
            "traceId":"abc"           | `traceId` must be 32 hexadecimal digits, is "abc"
            "spanId":"000000000000000g" | `spanId` must be 16 hexadecimal digits
            "startTimeUnixNano":"soon"| `startTimeUnixNano` must be a number, is "soon"
            "startTimeUnixNano":-1    | `startTimeUnixNano` must be a whole number from 0
            "startTimeUnixNano":1e-999999999 | `startTimeUnixNano` must be a whole number from 0
            "startTimeUnixNano":"1e999999999" | `startTimeUnixNano` must be a whole number from 0
            "name":7                  | `name` must be a text, is 7
            "attributes":{}           | `attributes` must be a list, is an object
            "attributes":[1]          | `attributes` must be an object, is 1
            "status":[]               | `status` must be an object, is a list
            "flags":4294967296        | `flags` must be a whole number from 0 to 4294967295
            """)
    void theErrorNamesTheMemberTheValueAndThePlace(String member, String message) {
        assertThatThrownBy(() -> traces(span(member)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(" at line 2, column ")
                .hasMessageContaining("/resourceSpans/0/scopeSpans/0/spans/0/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "7", "null", "{", "{}{}", "{} x", "{\"resourceSpans\":[{]}", "\"", "{\"a\":\u0001}"})
    void whatIsNoRequestIsRefused(String text) {
        assertThatThrownBy(() -> traces(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void depthAndSizeAreBounded() {
        String deep = "{\"arrayValue\":{\"values\":[".repeat(60) + "]}}".repeat(60);
        assertThatThrownBy(() -> traces(span("\"attributes\":[{\"key\":\"k\",\"value\":" + deep + "}]")))
                .hasMessageContaining("nested more than 100 deep");
        String unknown = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> traces(unknown)).isInstanceOf(MalformedException.class);
        byte[] large = span("\"name\":\"" + "x".repeat(2000) + "\"").getBytes(UTF_8);
        assertThatThrownBy(() -> new JsonTranscoder(1000).transcode(Signal.TRACES, large, 0, large.length))
                .hasMessageContaining("larger than 1000 bytes");
    }

    private ExportTraceServiceRequest traces(String json) throws MalformedException, IOException {
        byte[] bytes = json.getBytes(UTF_8);
        transcoder.transcode(Signal.TRACES, bytes, 0, bytes.length);
        return ExportTraceServiceRequest.parseFrom(transcoder.output().toBytes());
    }

    private static String span(String members) {
        return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\n" + members + "}]}]}]}";
    }

    static String resource(String name) throws IOException {
        try (var in = JsonTranscoderTest.class.getResourceAsStream("/conformance/" + name)) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }
}
