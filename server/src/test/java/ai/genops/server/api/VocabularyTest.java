package ai.genops.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.screen.Asset;
import ai.genops.screen.Screen;
import ai.genops.search.Search;
import ai.genops.search.report.SearchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the page's search box offers, the server knows.
class VocabularyTest {
    private static final String VOCABULARY = vocabulary();

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandOfferedIsOne(String command) {
        assertThat(complaint("index=genops_ai | " + command)).doesNotContain("there is no command", "is not available");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyFunctionOfferedIsDocumented(String function) throws IOException {
        assertThat(Files.readString(Path.of("../docs/search.md"))).contains("`" + function + "`");
    }

    @ParameterizedTest
    @MethodSource("aggregates")
    void everyAggregateOfferedIsOne(String aggregate) {
        String command = aggregate.startsWith("per_") ? "timechart " : "stats ";
        assertThat(complaint("index=genops_ai | " + command + aggregate + "(a)"))
                .doesNotContain("there is no aggregate");
    }

    @Test
    void whatIsNoCommandIsComplainedOf() {
        assertThat(complaint("index=genops_ai | nonsense")).contains("there is no command");
        assertThat(complaint("index=genops_ai | stats nonsense(a)")).contains("there is no aggregate");
    }

    static Iterable<String> commands() {
        return names("COMMANDS = \\{(.*?)};", "(?m)^  (\\w+):");
    }

    static Iterable<String> functions() {
        return names(" FUNCTIONS = \\[(.*?)];", "'(\\w+)'");
    }

    static Iterable<String> aggregates() {
        return names("AGGREGATES = \\[(.*?)];", "'(\\w+)'");
    }

    private static Iterable<String> names(String block, String name) {
        var found = Pattern.compile(block, Pattern.DOTALL).matcher(VOCABULARY);
        assertThat(found.find()).as(block).isTrue();
        return Pattern.compile(name)
                .matcher(found.group(1))
                .results()
                .map((MatchResult each) -> each.group(1))
                .toList();
    }

    private static String complaint(String spl) {
        try {
            Search.check(spl);
            return "";
        } catch (SearchException e) {
            return e.report();
        }
    }

    private static String vocabulary() {
        Screen screen = Screen.load();
        String path = screen.paths().stream()
                .filter(each -> each.endsWith("/vocabulary.js"))
                .findFirst()
                .orElseThrow();
        Asset asset = Objects.requireNonNull(screen.asset(path.substring(Screen.ASSETS.length())));
        return new String(asset.plain(), StandardCharsets.UTF_8);
    }
}
