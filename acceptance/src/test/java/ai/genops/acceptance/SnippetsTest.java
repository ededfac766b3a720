package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Java in the documents is Java that runs: every `java` block is, to the letter, what stands in a test or in a sample
/// between `// snippet NAME` and `// end`, and every such region is shown.
class SnippetsTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern REGION =
            Pattern.compile("\\n *// snippet ([a-z-]+)\\n(.*?)\\n *// end", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)\\n```", Pattern.DOTALL);

    @Test
    void everyJavaBlockOfTheDocumentsRunsInATest() throws IOException {
        Map<String, String> shown = new TreeMap<>();
        for (Path page : files(SnippetsTest::isPage)) {
            var blocks = BLOCK.matcher(Files.readString(page));
            while (blocks.find()) {
                shown.put(blocks.group(1), HOME.relativize(page).toString());
            }
        }
        Map<String, String> run = new TreeMap<>();
        for (Path source : files(SnippetsTest::isRun)) {
            var regions = REGION.matcher(Files.readString(source));
            while (regions.find()) {
                run.put(regions.group(2).stripIndent(), HOME.relativize(source) + " " + regions.group(1));
            }
        }
        assertThat(run).hasSizeGreaterThan(30);
        Map<String, String> notRun = new TreeMap<>(shown);
        notRun.keySet().removeAll(run.keySet());
        Map<String, String> notShown = new TreeMap<>(run);
        notShown.keySet().removeAll(shown.keySet());
        assertThat(notRun.entrySet()).as("shown, and run nowhere").isEmpty();
        assertThat(notShown.values()).as("run, and shown nowhere").isEmpty();
    }

    private static boolean isPage(String path) {
        return path.equals("README.md") || path.matches("(docs|examples)/.*\\.md");
    }

    private static boolean isRun(String path) {
        return path.matches("[^/]+/src/test/java/.*\\.java|examples/[^/]+/src/main/java/.*\\.java");
    }

    private static Iterable<Path> files(Predicate<String> wanted) throws IOException {
        try (Stream<Path> top = Files.list(HOME)) {
            return top.filter(folder -> !folder.getFileName().toString().startsWith("."))
                    .flatMap(SnippetsTest::below)
                    .filter(file -> wanted.test(HOME.relativize(file).toString()))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> all = Files.walk(folder, 16)) {
            return all
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(Files::isRegularFile)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
