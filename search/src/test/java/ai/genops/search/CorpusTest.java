package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.genops.search.report.SearchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Searches that people really run, as far as they can be read; the number may rise but not fall. Nearly all of them
/// name
/// macros, which are taken out here for the sake of the rest.
class CorpusTest {
    private static final Pattern QUERY = Pattern.compile("\"query\": \"((?:[^\"\\\\]++|\\\\.)*+)\"");
    private static final Pattern MACRO = Pattern.compile("`[^`]*`");
    private static final double AT_LEAST = 0.36;

    @Test
    void reads() throws IOException {
        Path file = Path.of(System.getProperty("genops.conformance", "../../shared/conformance"), "spl-corpus.jsonl");
        if (!Files.exists(file)) {
            System.out.println("SKIPPED: " + file + " is not there");
        }
        assumeTrue(Files.exists(file));
        List<String> lines = Files.readAllLines(file);
        Map<String, Integer> problems = new TreeMap<>();
        int read = 0;
        for (String line : lines) {
            String problem = problem(line);
            read += problem.isEmpty() ? 1 : 0;
            problems.merge(problem, 1, Integer::sum);
        }
        System.out.printf("%d of %d queries can be read%n", read, lines.size());
        problems.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(12)
                .forEach(problem -> System.out.println("  " + problem));
        assertThat((double) read / lines.size()).isGreaterThanOrEqualTo(AT_LEAST);
    }

    private static String problem(String line) {
        Matcher query = QUERY.matcher(line);
        assertThat(query.find()).isTrue();
        String spl = query.group(1)
                .replaceAll("\\\\(n|r|t)", " ")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
        String bare = MACRO.matcher(spl).replaceAll("").replaceAll("\\|\\s*(?=\\||$)", "");
        try {
            Search.check(bare.isBlank() ? "*" : bare);
            return "";
        } catch (SearchException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
