package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// What is exported to Splunk has to run there: every query of it, read strictly, answers as it does otherwise, and no
/// step of it is generous. The lake has events with every name that one of the queries has, so that each is known.
@Timeout(120)
class ExportedToSplunkTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SHIPPED = Path.of("..", "config").toAbsolutePath().normalize();
    private static final Pattern NAME = Pattern.compile("genops\\.[a-z_]+(\\.[a-z_]+)*");
    private static final Pattern TOKEN = Pattern.compile("\\$[\\w.:-]+(\\|[snuh])?\\$");

    @TempDir
    static Path folder;

    private static TreeMap<String, String> queries;
    private static SearchableServer server;

    @BeforeAll
    static void start() throws Exception {
        queries = new TreeMap<>();
        for (String id : List.of("cost", "compliance", "budget")) {
            number(id + " simplexml", ofXml(exported("dashboards", "export", id, "--format", "simplexml")));
            String studio = exported("dashboards", "export", id, "--format", "studio");
            number(id + " studio", ofStudio(studio));
        }
        number(
                "alerts",
                ofConf(exported("alerts", "export", "--format", "savedsearches", "--config", SHIPPED.toString())));
        server = new SearchableServer(folder).start();
        var names = new TreeSet<String>();
        queries.values().forEach(query -> NAME.matcher(query).results().forEach(name -> names.add(name.group())));
        String attributes = names.stream()
                .map(name -> "{\"key\":\"" + name + "\",\"value\":{\"intValue\":\"3\"}}")
                .collect(Collectors.joining(","));
        String span = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"%032x\",\"spanId\":\"%016x\","
                        .formatted(99_999, 99_999)
                + "\"name\":\"all\",\"startTimeUnixNano\":\"%d000000000\",\"endTimeUnixNano\":\"%d000000000\","
                        .formatted(
                                java.time.Instant.now().getEpochSecond() - 60,
                                java.time.Instant.now().getEpochSecond() - 59)
                + "\"attributes\":[" + attributes + "]}]}]}]}";
        assertThat(server.server.trySend(span)).isEqualTo(200);
        server.server.running().awaitDelivered();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String exported(String... command) {
        var outcome = TestServer.run(command);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome.out();
    }

    private static void number(String what, List<String> found) {
        assertThat(found).as(what).isNotEmpty();
        for (String query : found) {
            queries.put(
                    "%s %02d".formatted(what, queries.size() + 1),
                    TOKEN.matcher(query).replaceAll("*"));
        }
    }

    private static List<String> ofXml(String xml) throws Exception {
        NodeList found = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName("query");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent().replace("$$", "$"));
        }
        return texts;
    }

    private static List<String> ofStudio(String text) throws Exception {
        List<String> texts = new ArrayList<>();
        for (JsonNode source : JSON.readTree(text.substring(text.indexOf('{'), text.lastIndexOf('}') + 1))
                .findParents("queryParameters")) {
            texts.add(source.get("query").asText());
        }
        return texts;
    }

    private static List<String> ofConf(String conf) {
        return conf.replaceAll("\\\\\n", "\u0001")
                .lines()
                .filter(line -> line.startsWith("search = "))
                .map(line -> line.substring("search = ".length()).replace('\u0001', '\n'))
                .toList();
    }

    @TestFactory
    List<DynamicTest> everyQueryAnswersStrictlyAsItDoesOtherwise() {
        return queries.entrySet().stream()
                .map(query -> DynamicTest.dynamicTest(query.getKey(), () -> isSplunks(query.getValue())))
                .toList();
    }

    private static void isSplunks(String query) throws Exception {
        JsonNode strict = search(query, true);
        assertThat(strict.get("rows")).as(query).isEqualTo(search(query, false).get("rows"));
        for (JsonNode message : strict.get("messages")) {
            assertThat(message.get("text").asText()).as(query).doesNotContain("as in Splunk", "Splunk does not");
        }
    }

    private static JsonNode search(String query, boolean strict) throws Exception {
        String body = JSON.createObjectNode()
                .put("query", query)
                .put("strict", strict)
                .put("earliest", "-1h")
                .toString();
        var answer = server.post("/api/search", body, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return SearchableServer.json(answer);
    }

    /// What is above would pass if strictness had no effect.
    @Test
    void aQueryThatIsNotSplunksIsSeen() throws Exception {
        JsonNode strict = search("index=genops_ai | where genops.team > 1", true);
        assertThat(strict.get("messages").toString()).contains("as in Splunk");
    }
}
