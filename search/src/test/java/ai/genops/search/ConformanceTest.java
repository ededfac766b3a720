package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.search.report.Message;
import ai.genops.search.report.SearchException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every query of the seed's documents, on a small set of events whose sums can be checked by hand. A folder holds the
/// query as it stands in the document and what it answers; the events are beside the folders.
///
/// Run with `-Dgolden.write=true` to see what changed: it writes the answers, which then want to be checked.
class ConformanceTest {
    private static final TestLake LAKE = new TestLake();

    @BeforeAll
    static void fill() {
        LAKE.add("genops_ai", Texts.resource("/conformance/events.json"));
        LAKE.add("_internal", Texts.resource("/conformance/internal.json"));
    }

    @AfterAll
    static void close() {
        LAKE.close();
    }

    static List<Path> cases() throws IOException, URISyntaxException {
        Path root = Path.of(Objects.requireNonNull(ConformanceTest.class.getResource("/conformance"))
                .toURI());
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersWhatItsReaderExpects(Path folder) throws IOException {
        String spl = Files.readString(folder.resolve("query.spl"));
        String answer;
        try {
            answer = golden(LAKE.run(spl));
        } catch (SearchException e) {
            throw new AssertionError(e.report(), e);
        }
        if (Boolean.getBoolean("golden.write")) {
            Path source = Path.of("src/test/resources/conformance", String.valueOf(folder.getFileName()));
            Files.writeString(source.resolve("result.json"), answer);
        } else {
            assertThat(answer).isEqualTo(Files.readString(folder.resolve("result.json")));
        }
    }

    private static String golden(Result result) {
        String messages = result.messages().stream()
                .map(ConformanceTest::text)
                .map(ConformanceTest::quoted)
                .collect(Collectors.joining(",\n    "));
        String fields = result.names().stream().map(ConformanceTest::quoted).collect(Collectors.joining(", "));
        String rows = Texts.of(new JsonWriter(), result).lines().collect(Collectors.joining(",\n    "));
        return """
                {
                  "messages": [%s],
                  "fields": [%s],
                  "rows": [
                    %s
                  ]
                }
                """.formatted(messages.isEmpty() ? "" : "\n    " + messages + "\n  ", fields, rows);
    }

    private static String text(Message message) {
        return message.level() + " " + message.text();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
