package ai.genops.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Configurations in Cribl's format, as they are, with what they give. `-Dgolden=write` writes the results anew, to be
/// read before they are committed.
class CriblTest {
    private static final Path CASES = Path.of("src/test/resources/cribl");

    @ParameterizedTest
    @ValueSource(strings = {"splunk", "functions", "bare", "more"})
    void criblsFormatGivesWhatItShould(String name) throws IOException {
        Path folder = CASES.resolve(name);
        var loaded = new Loaded(folder);
        assertThat(loaded.problems.errors()).isEmpty();
        loaded.with(Files.readString(folder.resolve("events.yaml")));
        assertThat(loaded.failures()).allMatch(failure -> failure.contains("is no JSON"));
        golden(folder.resolve("result.txt"), loaded.lines() + "\n" + loaded.remarks() + "\n");
    }

    private static void golden(Path file, String text) throws IOException {
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
