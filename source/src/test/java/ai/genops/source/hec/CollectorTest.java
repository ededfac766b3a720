package ai.genops.source.hec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.source.AppendRefusedException.Why;
import ai.genops.source.otlp.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorTest {
    private static final String EVENT = "/services/collector/event";
    private static final String RAW = "/services/collector/raw";
    private static final String SUCCESS = "200 {\"text\":\"Success\",\"code\":0}";

    private HecServer hec = new HecServer("max_request_size: 1 MB");

    @AfterEach
    void stillServesAndHoldsNothing() throws Exception {
        hec.log.refuse(0, Why.BUSY);
        int records = hec.log.records();
        assertThat(hec.events("{\"event\":\"still there\"}")).hasToString(SUCCESS);
        assertThat(hec.log.records()).isEqualTo(records + 1);
        assertThat(hec.receiver.stats().inFlightBytes()).isZero();
        hec.close();
    }

    @Nested
    class Events {
        @ParameterizedTest
        @ValueSource(strings = {"/services/collector", "/services/collector/event", "/services/collector/event/1.0"})
        void areTakenAtEveryPathOfTheirs(String path) throws Exception {
            assertThat(hec.post(path, "plain-secret", "{\"event\":\"hello\"}")).hasToString(SUCCESS);
            assertThat(hec.log.events()).singleElement().asString().contains("\"_raw\":\"hello\"");
        }

        @Test
        void standOneAfterTheOtherWithoutSeparators() throws Exception {
            assertThat(hec.events("{\"event\":\"a\"}{\"event\":\"b\"} \r\n{\"event\":\"c\"}"))
                    .hasToString(SUCCESS);
            assertThat(hec.log.events()).hasSize(3);
            assertThat(hec.log.records()).isEqualTo(1);
            var counts = hec.receiver.stats().of("plain");
            assertThat(counts.requests()).isEqualTo(1);
            assertThat(counts.events()).isEqualTo(3);
        }

        @Test
        void areFiledUnderWhatTheySayElseWhatTheTokenSays() throws Exception {
            hec.post(EVENT, "filed-secret", """
                    {"event":"a"}
                    {"event":"b","host":"db-1","source":"s","sourcetype":"t","index":"security","time":1763600000.25}""");
            List<String> events = hec.log.events();
            assertThat(events.getFirst())
                    .contains("\"host\":\"web-1\"", "\"source\":\"app\"", "\"sourcetype\":\"genops:telemetry\"")
                    .contains("\"index\":\"genops_ai\"", "\"_time\":1763600000,") // when the log took it
                    .contains("\"splunk.index\":\"genops_ai\"", "\"splunk.sourcetype\":\"genops:telemetry\"");
            assertThat(events.getLast())
                    .contains("\"host\":\"db-1\"", "\"source\":\"s\"", "\"sourcetype\":\"t\"", "\"index\":\"security\"")
                    .contains("\"_time\":1763600000.25,");
        }

        @Test
        void areOfTheHostTheyWereSentToWhereNoneIsSaid() throws Exception {
            hec.events("{\"event\":\"a\"}");
            String authority = hec.request("/").build().uri().getAuthority();
            assertThat(hec.log.events().getFirst()).contains("\"host\":\"" + authority + "\"");
        }

        @Test
        void mayBeSentToAPathWithASlashAtItsEnd() throws Exception {
            assertThat(hec.post("/services/collector/", "plain-secret", "{\"event\":\"a\"}"))
                    .hasToString(SUCCESS);
            assertThat(hec.post("/services/collector/event/1.0/", "plain-secret", "{\"event\":\"a\"}"))
                    .hasToString(SUCCESS);
            assertThat(hec.send(hec.request("/services/collector/health/")).status())
                    .isEqualTo(200);
        }

        @Test
        void areAttributesAndTheirTextAsReceived() throws Exception {
            hec.events("""
                    {"fields":{"genops.team":"a","tags":["x","y"],"n":1},"event": {"genops.cost.total" : 0.10,
                     "genops":{"policy":{"name":"é"}}, "big":12345678901234567890, "on":true, "none":null,
                     "list":[1,{"a":"b"}],"n":2}}""");
            String event = hec.log.events().getFirst();
            assertThat(event)
                    .contains("\"genops.cost.total\":0.1", "\"genops.policy.name\":\"é\"", "\"on\":true")
                    .contains("\"list\":[1,{\"a\":\"b\"}]", "\"genops.team\":\"a\"", "\"tags\":[\"x\",\"y\"]")
                    .contains("\"n\":1")
                    .doesNotContain("\"none\":", "\"n\":2,")
                    .contains("\"_raw\":\"{\\\"genops.cost.total\\\" : 0.10,\\n")
                    .contains("\\\"list\\\":[1,{\\\"a\\\":\\\"b\\\"}],\\\"n\\\":2}\"");
        }

        @Test
        void ofASpanHaveItsAttributesAndIds() throws Exception {
            hec.events("""
                    {"event":{"name":"chat","trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":"b7ad6b7169203331",
                     "attributes":{"genops.cost.total":0.05},"resource":{"service.name":"api","genops.cost.total":9}}}""");
            assertThat(hec.log.events().getFirst())
                    .contains("\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\"", "\"span_id\":\"b7ad6b7169203331\"")
                    .contains("\"genops.cost.total\":0.05", "\"service.name\":\"api\"");
        }

        @Test
        void beforeTheFirstThatIsWrongAreTaken() throws Exception {
            assertThat(hec.events("{\"event\":\"a\"}{\"event\":\"b\"}{\"event\":\"\"}{\"event\":\"d\"}"))
                    .hasToString(
                            "400 {\"text\":\"Event field cannot be blank\",\"code\":13,\"invalid-event-number\":2}");
            assertThat(hec.log.events()).hasSize(2);
            assertThat(hec.receiver.stats().of("plain").events()).isEqualTo(2);
            assertThat(hec.receiver.stats().of("plain").requests()).isZero();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "6  | Invalid data format               | {\"event\":\"a\"",
                    "6  | Invalid data format               | nonsense",
                    "6  | Invalid data format               | [{\"event\":\"a\"}]",
                    "6  | Invalid data format               | {\"event\":{\"a\":}}",
                    "6  | Invalid data format               | {\"event\":\"a\",\"host\":7}",
                    "12 | Event field is required           | {\"time\":1}",
                    "13 | Event field cannot be blank       | {\"event\":null}",
                    "15 | Error in handling indexed fields  | {\"event\":\"a\",\"fields\":{\"b\":{\"c\":1}}}",
                    "15 | Error in handling indexed fields  | {\"event\":\"a\",\"fields\":[1]}",
                    "15 | Error in handling indexed fields  | {\"event\":\"a\",\"time\":\"soon\"}",
                    "15 | Error in handling indexed fields  | {\"event\":\"a\",\"time\":1.79E9}",
                })
        void thatAreWrongAreRefusedWithTheirNumber(int code, String text, String second) throws Exception {
            String refusal = "400 {\"text\":\"%s\",\"code\":%d,\"invalid-event-number\":%d}";
            assertThat(hec.events(second)).hasToString(refusal.formatted(text, code, 0));
            assertThat(hec.log.records()).isZero();
            assertThat(hec.events("{\"event\":\"first\"}" + second)).hasToString(refusal.formatted(text, code, 1));
            assertThat(hec.log.events()).hasSize(1);
        }

        @Test
        void mayNameTheTokensIndexesAlone() throws Exception {
            String body = "{\"event\":\"a\",\"index\":\"security\"}{\"event\":\"b\",\"index\":\"hidden\"}";
            assertThat(hec.post(EVENT, "filed-secret", body))
                    .hasToString("400 {\"text\":\"Incorrect index\",\"code\":7,\"invalid-event-number\":2}");
            assertThat(hec.log.events()).hasSize(1);
            assertThat(hec.post(EVENT, "plain-secret", body)).hasToString(SUCCESS);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "  \r\n "})
        void mustBeThere(String body) throws Exception {
            assertThat(hec.events(body)).hasToString("400 {\"text\":\"No data\",\"code\":5}");
            assertThat(hec.post(RAW, "plain-secret", body)).hasToString("400 {\"text\":\"No data\",\"code\":5}");
            assertThat(hec.log.records()).isZero();
        }

        @Test
        void thatAreNotUtf8AreRefused() throws Exception {
            byte[] body = "{\"event\":\"a_b\"}".getBytes(UTF_8);
            body[11] = (byte) 0xff;
            assertThat(hec.send(hec.request(EVENT, "plain-secret").POST(BodyPublishers.ofByteArray(body)))
                            .body())
                    .contains("\"code\":6");
        }

        @Test
        void nestedWithoutEndAreKeptAsText() throws Exception {
            String deep = "{\"a\":".repeat(60) + "1" + "}".repeat(60);
            assertThat(hec.events("{\"event\":" + deep + "}")).hasToString(SUCCESS);
            assertThat(hec.log.events().getFirst()).contains("a.a.a.a.a.a.a.a.a.a.a.a.a\":\"{\\\"a\\\":");
            String lists = "[".repeat(60) + "]".repeat(60);
            assertThat(hec.events("{\"event\":{\"l\":" + lists + "}}")).hasToString(SUCCESS);
            assertThat(hec.log.events()).hasSize(2);
        }

        @Test
        void thatBecomeTooLargeAreRefused() throws Exception {
            String name = "n".repeat(250);
            String body = "{\"event\":{\"" + name + "\":{" + "\"a\":1,".repeat(100_000) + "\"b\":1}}}";
            assertThat(hec.events(body)).hasToString("413 {\"text\":\"Request entity too large\",\"code\":27}");
            assertThat(hec.log.records()).isZero();
        }
    }

    /// Splunk, "Format events for HTTP Event Collector", "Timestamp extraction".
    @Nested
    class TimesInTexts {
        private static final String EXTRACT = "?auto_extract_timestamp=true";

        @Test
        void countIfAskedAndNothingElseIsSaid() throws Exception {
            String body = "{\"event\":\"2026-03-10T08:00:00.5Z started\"}{\"event\":{\"at\":\"2026-03-10 09:00:00\"}}"
                    + "{\"time\":1763600000,\"event\":\"2026-03-10T08:00:00Z\"}";
            assertThat(hec.post(EVENT + EXTRACT, "plain-secret", body)).hasToString(SUCCESS);
            List<String> events = hec.log.events();
            assertThat(events.get(0)).contains("\"_time\":1773129600.5,");
            assertThat(events.get(1)).contains("\"_time\":1773133200,");
            assertThat(events.get(2)).contains("\"_time\":1763600000,");
        }

        @Test
        void ofLinesToo() throws Exception {
            assertThat(hec.post(RAW + EXTRACT, "plain-secret", "10/Mar/2026:08:00:00 +0000 a\nno time"))
                    .hasToString(SUCCESS);
            assertThat(hec.log.events().get(0)).contains("\"_time\":1773129600,");
            assertThat(hec.log.events().get(1)).doesNotContain("\"_time\":1773129600,");
        }

        @Test
        void areTextIfNotAsked() throws Exception {
            assertThat(hec.events("{\"event\":\"2026-03-10T08:00:00Z\"}")).hasToString(SUCCESS);
            assertThat(hec.log.events().getFirst()).doesNotContain("\"_time\":1773129600,");
            assertThat(hec.post(EVENT + "?auto_extract_timestamp=maybe", "plain-secret", "{\"event\":1}"))
                    .hasToString("400 {\"text\":\"Invalid data format\",\"code\":6}");
        }
    }

    @Nested
    class Lines {
        @Test
        void areEventsFiledUnderTheQuery() throws Exception {
            String path = RAW + "/1.0?host=h&source=s&sourcetype=t%3Au&index=security&time=1763600000.5&channel=x";
            String body = "first\r\n\n  second \u00e9\n{\"genops.team\":\"a\"}\n{not json\r";
            assertThat(hec.post(path, "filed-secret", body)).hasToString(SUCCESS);
            List<String> events = hec.log.events();
            assertThat(events)
                    .hasSize(4)
                    .allSatisfy(event -> assertThat(event)
                            .contains(
                                    "\"host\":\"h\"",
                                    "\"source\":\"s\"",
                                    "\"sourcetype\":\"t:u\"",
                                    "\"index\":\"security\"")
                            .contains("\"_time\":1763600000.5,"));
            assertThat(events.get(0)).contains("\"_raw\":\"first\"");
            assertThat(events.get(1)).contains("\"_raw\":\"  second \u00e9\"");
            assertThat(events.get(2)).contains("\"attributes\":{\"genops.team\":\"a\"}");
            assertThat(events.get(3)).contains("\"_raw\":\"{not json\"", "\"attributes\":{}");
        }

        @Test
        void mayNotNameAnIndexThatTheTokenDoesNotPermit() throws Exception {
            assertThat(hec.post(RAW + "?index=hidden", "filed-secret", "a"))
                    .hasToString("400 {\"text\":\"Incorrect index\",\"code\":7,\"invalid-event-number\":1}");
        }

        @Test
        void thatAreNotUtf8AreRepaired() throws Exception {
            byte[] body = {'a', (byte) 0xff, 'b', '\n', 'c'};
            var answer = hec.send(hec.request(RAW, "plain-secret").POST(BodyPublishers.ofByteArray(body)));
            assertThat(answer).hasToString(SUCCESS);
            assertThat(hec.log.events()).hasSize(2).first().asString().contains("a\ufffdb");
        }
    }

    @Nested
    class Callers {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "                              | 401 {\"text\":\"Token is required\",\"code\":2}",
                    "Bearer plain-secret           | 401 {\"text\":\"Invalid authorization\",\"code\":3}",
                    "Splunk                        | 401 {\"text\":\"Invalid authorization\",\"code\":3}",
                    "Basic ???                     | 401 {\"text\":\"Invalid authorization\",\"code\":3}",
                    "Splunk wrong                  | 403 {\"text\":\"Invalid token\",\"code\":4}",
                    "Splunk plain-secret-and-more  | 403 {\"text\":\"Invalid token\",\"code\":4}",
                    "Splunk off-secret             | 403 {\"text\":\"Token disabled\",\"code\":1}",
                    "splunk plain-secret           | 200 {\"text\":\"Success\",\"code\":0}",
                })
        void areKnownByTheirToken(String authorization, String answer) throws Exception {
            for (String path : List.of(EVENT, RAW)) {
                var request = hec.request(path).POST(BodyPublishers.ofString("{\"event\":\"a\"}"));
                if (authorization != null) {
                    request.header("Authorization", authorization);
                }
                assertThat(hec.send(request)).hasToString(answer);
            }
        }

        @Test
        void mayUseBasicAuthentication() throws Exception {
            String pair = Base64.getEncoder().encodeToString("x:plain-secret".getBytes(UTF_8));
            var request = hec.request(EVENT).header("Authorization", "Basic " + pair);
            assertThat(hec.send(request.POST(BodyPublishers.ofString("{\"event\":\"a\"}"))))
                    .hasToString(SUCCESS);
        }

        @Test
        void mayUseTheQueryWhereTheTokenPermitsIt() throws Exception {
            var body = BodyPublishers.ofString("{\"event\":\"a\"}");
            assertThat(hec.send(hec.request(EVENT + "?token=filed-secret").POST(body)))
                    .hasToString(SUCCESS);
            for (String token : List.of("plain-secret", "wrong")) {
                assertThat(hec.send(hec.request(EVENT + "?token=" + token).POST(body)))
                        .hasToString("400 {\"text\":\"Query string authorization is not enabled\",\"code\":16}");
            }
        }

        @Test
        void areCountedByTheNameOfTheirToken() throws Exception {
            hec.post(EVENT, "off-secret", "{\"event\":\"a\"}");
            hec.post(EVENT, "wrong", "{\"event\":\"a\"}");
            hec.post(EVENT, "filed-secret", "{");
            HecStats stats = hec.receiver.stats();
            assertThat(stats.of("off").refused()).containsEntry(HecCode.TOKEN_DISABLED, 1L);
            assertThat(stats.of(HecStats.NO_TOKEN).refused()).containsEntry(HecCode.INVALID_TOKEN, 1L);
            assertThat(stats.of("filed").refused()).containsEntry(HecCode.INVALID_DATA, 1L);
            assertThat(stats.tokens()).containsExactly("", "acked", "filed", "off", "plain");
        }

        @Test
        void atOtherAddressesAreToldSo() throws Exception {
            assertThat(hec.events("{\"event\":\"a\"}").status()).isEqualTo(200);
            assertThat(hec.post("/services/other", "plain-secret", "{}").toString())
                    .startsWith("404 {\"text\":");
            assertThat(hec.send(hec.request(EVENT, "plain-secret").GET()).toString())
                    .isEqualTo("405 {\"text\":\"The requested method is not allowed.\",\"code\":405}");
        }
    }

    @Nested
    class Health {
        @ParameterizedTest
        @ValueSource(strings = {"/services/collector/health", "/services/collector/health/1.0"})
        void isToldWithoutAToken(String path) throws Exception {
            assertThat(hec.send(hec.request(path).GET())).hasToString("200 {\"text\":\"HEC is healthy\",\"code\":17}");
        }

        @Test
        void judgesATokenThatIsShown() throws Exception {
            String path = "/services/collector/health";
            assertThat(hec.send(hec.request(path, "plain-secret").GET()).status())
                    .isEqualTo(200);
            assertThat(hec.send(hec.request(path, "wrong").GET()))
                    .hasToString("400 {\"text\":\"Invalid token\",\"code\":21}");
            assertThat(hec.send(hec.request(path, "off-secret").GET()))
                    .hasToString("400 {\"text\":\"Token disabled\",\"code\":22}");
        }
    }

    @Nested
    class Bodies {
        @Test
        void mayBeCompressedInSeveralMembers() throws Exception {
            byte[] body = join(gzip("{\"event\":\"a\"}{\"eve"), gzip("nt\":\"b\"}"));
            assertThat(sendGzip(body)).hasToString(SUCCESS);
            assertThat(hec.log.events()).hasSize(2);
        }

        @Test
        void thatAreBrokenGzipAreRefused() throws Exception {
            byte[] whole = gzip("{\"event\":\"a\"}".repeat(100));
            byte[] wrong = whole.clone();
            wrong[wrong.length - 5] ^= 1;
            for (byte[] body : List.of("no gzip".getBytes(UTF_8), Arrays.copyOf(whole, whole.length - 3), wrong)) {
                assertThat(sendGzip(body)).hasToString("400 {\"text\":\"Invalid data format\",\"code\":6}");
            }
            assertThat(hec.send(hec.request(EVENT, "plain-secret")
                                    .header("Content-Encoding", "br")
                                    .POST(BodyPublishers.ofString("x")))
                            .status())
                    .isEqualTo(400);
            assertThat(hec.log.records()).isZero();
        }

        @Test
        void thatAreTooLargeAreRefusedInflatedOrNot() throws Exception {
            String large = "{\"event\":\"" + "x".repeat(1_000_000) + "\"}";
            assertThat(hec.events(large)).hasToString("413 {\"text\":\"Request entity too large\",\"code\":27}");
            assertThat(sendGzip(gzip(large))).hasToString("413 {\"text\":\"Request entity too large\",\"code\":27}");
            assertThat(hec.log.records()).isZero();
        }

        @Test
        void waitForTheLogAndAreNotTakenWhenItIsBusy() throws Exception {
            hec.log.refuse(1, Why.BUSY);
            var answer = hec.events("{\"event\":\"a\"}");
            assertThat(answer).hasToString("503 {\"text\":\"Server is busy\",\"code\":9}");
            assertThat(answer.response().headers().firstValue("retry-after")).hasValue("2");
            hec.log.refuse(1, Why.BUSY);
            assertThat(hec.events("{\"event\":\"a\"}{").status()).isEqualTo(503);
            assertThat(hec.log.records()).isZero();
        }

        private HecServer.Answer sendGzip(byte[] body) throws Exception {
            return hec.send(hec.request(EVENT, "plain-secret")
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(body)));
        }
    }

    @Nested
    class Otlp {
        @Test
        void inProtobufIsRecognisedByItsContentType() throws Exception {
            byte[] traces = ExportTraceServiceRequest.newBuilder()
                    .addResourceSpans(ResourceSpans.newBuilder()
                            .addScopeSpans(ScopeSpans.newBuilder()
                                    .addSpans(Span.newBuilder().setName("chat"))))
                    .build()
                    .toByteArray();
            byte[] logs = ExportLogsServiceRequest.newBuilder()
                    .addResourceLogs(ResourceLogs.newBuilder()
                            .addScopeLogs(ScopeLogs.newBuilder()
                                    .addLogRecords(LogRecord.newBuilder().setTimeUnixNano(1))))
                    .build()
                    .toByteArray();
            byte[] metrics = ExportMetricsServiceRequest.newBuilder()
                    .addResourceMetrics(ResourceMetrics.newBuilder()
                            .addScopeMetrics(ScopeMetrics.newBuilder()
                                    .addMetrics(Metric.newBuilder()
                                            .setName("tokens")
                                            .setGauge(Gauge.newBuilder()
                                                    .addDataPoints(NumberDataPoint.newBuilder()
                                                            .setTimeUnixNano(1)
                                                            .setAsInt(2))))))
                    .build()
                    .toByteArray();
            for (byte[] body : List.of(traces, logs, metrics)) {
                var answer = hec.send(hec.request(RAW, "plain-secret")
                        .header("Content-Type", "application/x-protobuf")
                        .POST(BodyPublishers.ofByteArray(body)));
                assertThat(answer).hasToString("200 ");
                assertThat(answer.response().headers().firstValue("content-type"))
                        .hasValue("application/x-protobuf");
            }
            List<String> kinds = new ArrayList<>();
            hec.log.read(event -> kinds.add(event.kind().label() + " " + event.inputId()));
            assertThat(kinds)
                    .containsExactly("span genops_otlp_source", "log genops_otlp_source", "metric genops_otlp_source");
            assertThat(hec.receiver.stats().otlp().of(Signal.TRACES).requests()).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {EVENT, RAW, "/services/collector"})
        void inJsonIsRecognisedByItsShape(String path) throws Exception {
            String body = " {\n \"resourceSpans\": [{\"scopeSpans\":[{\"spans\":[{\"name\":\"chat\"}]}]}]}";
            assertThat(hec.post(path, "plain-secret", body)).hasToString("200 {}");
            assertThat(hec.log.events()).singleElement().asString().contains("\"name\":\"chat\"");
        }

        @Test
        void thatIsWrongIsRefusedAsOtlp() throws Exception {
            var answer = hec.send(hec.request(RAW, "plain-secret")
                    .header("Content-Type", "application/x-protobuf")
                    .POST(BodyPublishers.ofString("no protobuf")));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(hec.log.records()).isZero();
        }
    }

    @Nested
    class Acknowledgements {
        private static final String ACK = "/services/collector/ack";
        private static final String WITH_CHANNEL = "?channel=" + HecServer.CHANNEL;

        @Test
        void areGivenPerChannelAndTrueOnce() throws Exception {
            for (int id = 0; id < 3; id++) {
                assertThat(hec.post(EVENT + WITH_CHANNEL, "acked-secret", "{\"event\":\"a\"}"))
                        .hasToString("200 {\"text\":\"Success\",\"code\":0,\"ackId\":%d}".formatted(id));
            }
            var inHeader = hec.request(RAW, "acked-secret")
                    .header("X-Splunk-Request-Channel", "11111111-2222-3333-4444-555555555555")
                    .POST(BodyPublishers.ofString("line"));
            assertThat(hec.send(inHeader).body()).contains("\"ackId\":0");
            assertThat(ask("{\"acks\":[0,2,7,0]}")).hasToString("200 {\"acks\":{\"0\":true,\"2\":true,\"7\":false}}");
            assertThat(ask("{\"acks\":[0,1]}")).hasToString("200 {\"acks\":{\"0\":false,\"1\":true}}");
        }

        @Test
        void areGivenWhenTheRecordIsDurable() throws Exception {
            hec.log.hold();
            var sending = Thread.ofVirtual().start(() -> {
                try {
                    hec.post(EVENT + WITH_CHANNEL, "acked-secret", "{\"event\":\"a\"}");
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            while (hec.log.waiting() == 0) {
                Thread.sleep(5);
            }
            assertThat(ask("{\"acks\":[0]}")).hasToString("200 {\"acks\":{\"0\":false}}");
            hec.log.release();
            sending.join();
            assertThat(ask("{\"acks\":[0]}")).hasToString("200 {\"acks\":{\"0\":true}}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "?channel=", "?channel=no-guid"})
        void areNotGivenWithoutAUsableChannel(String query) throws Exception {
            assertThat(hec.post(EVENT + query, "acked-secret", "{\"event\":\"a\"}"))
                    .hasToString(SUCCESS);
            assertThat(hec.post(EVENT + WITH_CHANNEL, "plain-secret", "{\"event\":\"a\"}"))
                    .hasToString(SUCCESS);
        }

        @Test
        void wantAChannelIfItIsStrict() throws Exception {
            try (var strict = new HecServer("strict: true")) {
                assertThat(strict.post(EVENT, "acked-secret", "{\"event\":\"a\"}"))
                        .hasToString("400 {\"text\":\"Data channel is missing\",\"code\":10}");
                assertThat(strict.post(EVENT + "?channel=x", "acked-secret", "{\"event\":\"a\"}"))
                        .hasToString("400 {\"text\":\"Invalid data channel\",\"code\":11}");
                assertThat(strict.events("{\"event\":\"a\"}")).hasToString(SUCCESS);
            }
        }

        @Test
        void areAskedForProperly() throws Exception {
            assertThat(hec.post(ACK, "acked-secret", "{\"acks\":[0]}").body()).contains("\"code\":10");
            assertThat(hec.post(ACK + "?channel=x", "acked-secret", "{\"acks\":[0]}")
                            .body())
                    .contains("\"code\":11");
            assertThat(hec.post(ACK + WITH_CHANNEL, "plain-secret", "{\"acks\":[0]}"))
                    .hasToString("400 {\"text\":\"ACK is disabled\",\"code\":14}");
            assertThat(ask("").body()).contains("\"code\":5");
            for (String wrong : List.of("{}", "[0]", "{\"acks\":7}", "{\"acks\":[\"a\"]}", "{\"acks\":[0}", "x")) {
                assertThat(ask(wrong)).hasToString("400 {\"text\":\"Invalid data format\",\"code\":6}");
            }
            assertThat(hec.post(ACK + WITH_CHANNEL, "wrong", "{}").body()).contains("\"code\":4");
        }

        private HecServer.Answer ask(String body) throws Exception {
            return hec.post(ACK + WITH_CHANNEL, "acked-secret", body);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void aTenantOverItsLimitWaitsAndOthersDoNot() throws Exception {
        try (var server = new HecServer(
                "tenants: {requests_per_second: 1, overrides: [{tenant: large, requests_per_second: 2}]}")) {
            assertThat(tenant(server, "acme").toString()).isEqualTo("200 {\"text\":\"Success\",\"code\":0}");
            assertThat(tenant(server, "acme").status()).isEqualTo(200);
            HecServer.Answer over = tenant(server, "acme");
            assertThat(over.toString()).isEqualTo("503 {\"text\":\"Server is busy\",\"code\":9}");
            assertThat(over.response().headers().firstValue("retry-after")).hasValue("1");
            for (int i = 0; i < 3; i++) {
                assertThat(tenant(server, "large").status()).isEqualTo(200);
            }
            assertThat(server.receiver.stats().otlp().tenants())
                    .extracting(counts -> counts.tenant() + " " + counts.requests() + " " + counts.limited())
                    .containsExactly("acme 2 1", "large 3 0");
        }
    }

    @Test
    void otlpOfATenantCountsOnce() throws Exception {
        try (var server = new HecServer("tenants: {requests_per_second: 1}")) {
            var otlp = server.request("/services/collector", "plain-secret")
                    .header("X-Scope-OrgID", "acme")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"resourceSpans\":[]}"));
            assertThat(server.send(otlp).status()).isEqualTo(200);
            assertThat(server.receiver.stats().otlp().tenants().getFirst().requests())
                    .isEqualTo(1);
            assertThat(tenant(server, "acme").status()).isEqualTo(200);
            assertThat(tenant(server, "acme").status()).isEqualTo(503);
        }
    }

    @Test
    void aTenantMayBeRequired() throws Exception {
        try (var server = new HecServer("tenants: {required: true}")) {
            assertThat(server.events("{\"event\":\"x\"}").status()).isEqualTo(401);
            assertThat(tenant(server, "acme").status()).isEqualTo(200);
            assertThat(tenant(server, "..").status()).isEqualTo(400);
        }
    }

    private static HecServer.Answer tenant(HecServer server, String name) throws Exception {
        return server.send(server.request("/services/collector/event", "plain-secret")
                .header("X-Scope-OrgID", name)
                .POST(BodyPublishers.ofString("{\"event\":\"x\"}")));
    }
}
