package ai.genops.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.screen.Asset;
import ai.genops.screen.Screen;
import ai.genops.search.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the page's search box offers, the server knows.
class VocabularyTest {
    private static final String VOCABULARY = vocabulary();

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandOfferedIsOne(String command) {
        assertThat(Reference.commands()).extracting(Reference::name).contains(command);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyFunctionOfferedIsOne(String function) {
        assertThat(Reference.functions()).extracting(Reference::name).containsAnyOf(function, unlisted(function));
    }

    @ParameterizedTest
    @MethodSource("aggregates")
    void everyAggregateOfferedIsOne(String aggregate) {
        String asListed =
                aggregate.replaceFirst("^(exact)?p(erc)?[0-9]+$", "p95").replaceFirst("^per_.*", "rate");
        assertThat(Reference.aggregates()).extracting(Reference::name).contains(asListed);
    }

    /// Two that are read by themselves, as what they take is an expression: one like them that is listed.
    private static String unlisted(String function) {
        return function.equals("mvfilter") || function.equals("mvmap") ? "mvcount" : function;
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
