package ai.genops.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every processor over events that take its branches: a folder per case, with the pipeline, the events, and what
/// should come of them: the events (`result.ndjson`), the problems of the configuration and the failures
/// (`remarks.txt`). `-Dgolden=write` writes the results anew, to be read before they are committed.
class ProcessorsTest {
    private static final Path CASES = Path.of("src/test/resources/processors");

    static List<Path> cases() throws IOException {
        try (var folders = Files.list(CASES)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesWhatItShould(Path folder) throws IOException {
        var processing = new Processing(Files.readString(folder.resolve("pipeline.yaml")));
        Path events = folder.resolve("events.yaml");
        if (Files.exists(events)) {
            processing.with(Files.readString(events));
            compare(folder.resolve("result.ndjson"), processing.lines());
        }
        compare(folder.resolve("remarks.txt"), processing.remarks());
        assertThat(processing.problems.hasErrors()).isEqualTo(!Files.exists(events));
        var books = processing.pipeline;
        assertThat(books.received() + books.created())
                .isEqualTo(books.filtered() + books.dropped() + books.absorbed() + books.passed());
    }

    private static void compare(Path file, String text) throws IOException {
        if ("write".equals(System.getProperty("golden")) && !text.isEmpty()) {
            Files.write(file, text.getBytes(UTF_8));
        }
        assertThat(text).as(file.toString()).isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    }
}
