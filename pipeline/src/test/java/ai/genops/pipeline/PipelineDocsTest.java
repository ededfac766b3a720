package ai.genops.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.processor.ProcessorReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page on processors: every example loads, every processor has a section.
class PipelineDocsTest {
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleLoads() throws IOException {
        Matcher examples = EXAMPLE.matcher(page());
        int count = 0;
        while (examples.find()) {
            var example = new Processing("processors:\n" + examples.group(1).indent(2));
            assertThat(example.problems.errors()).as(examples.group(1)).isEmpty();
            example.with("[{name: a, attributes: {x: 1}}]");
            count++;
        }
        assertThat(count).isGreaterThan(12);
    }

    @Test
    void everyProcessorHasASection() throws IOException {
        String page = page();
        assertThat(ProcessorReaders.types()).allSatisfy(type -> assertThat(page).contains("\n## " + type + "\n"));
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/pipelines.md"));
    }
}
