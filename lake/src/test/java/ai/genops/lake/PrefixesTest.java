package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.event.Attributes;
import ai.genops.event.Key;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrefixesTest {
    private static final Instant SOON = Instant.ofEpochMilli(Feed.TIME_MILLIS).plusSeconds(60);

    @TempDir
    Path folder;

    @Test
    void whatIsOnlyInNamesOfColumnsIsToldOnce() throws Exception {
        try (Feed feed = fill(event -> event.add(Key.of("genops.team"), "about budgets"))) {
            assertThat(told(feed)).contains("genops.budget.", "genops.");
            assertThat(feed.query("select count(*) from meta.prefixes")).containsExactly("1");
        }
    }

    static Stream<Arguments> elsewhere() {
        return Stream.of(
                Arguments.of("a value", add("genops.team", "see genops.budget.name")),
                Arguments.of("a value in another case", add("genops.team", "GenOps.Budget.x")),
                Arguments.of("a value with a letter that is taken for an s", add("genops.team", "genopſ.budget.x")),
                Arguments.of("a name that has no column", add("genops.budget.of mine", "x")),
                Arguments.of("a name in another case", add("Genops.budget.other", "x")),
                Arguments.of("the end of a name", add("my.genops.budget.name", "x")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("elsewhere")
    void whatIsElsewhereTooIsNot(String where, Consumer<Attributes> event) throws Exception {
        try (Feed feed = fill(event)) {
            assertThat(told(feed)).doesNotContain("genops.budget.").contains("service.");
        }
    }

    @Test
    void onlyPlainPrefixesAreAskedAbout() {
        assertThat(Prefixes.of(List.of(
                        "genops.team",
                        "genops.project",
                        "a.b.c",
                        "Team.x",
                        "a\"b.c",
                        "7.x",
                        "x",
                        "a.a.x",
                        "a.ba.x",
                        "ab.b.x")))
                .containsExactly("genops.", "a.b.", "ab.b.");
    }

    private static Consumer<Attributes> add(String name, String value) {
        return attributes -> attributes.add(Key.of(name), value);
    }

    private static List<String> told(Feed feed) throws Exception {
        LakeKeeper.of(feed.lake, InstantSource.fixed(SOON)).compact();
        return feed.query("select unnest(string_split(prefixes, chr(10))) from meta.prefixes");
    }

    /// A file of a hundred rows, of which one has this.
    private Feed fill(Consumer<Attributes> odd) throws Exception {
        Feed feed = Feed.start(folder, "flush_interval: 1ms\n");
        var edge = feed.edge("", "genops_ai");
        feed.awaitReady();
        for (int row = 0; row < 100; row++) {
            boolean isOdd = row == 57;
            edge.write(feed.span(0, row, 1, row + 1, event -> {
                event.attributes().add(Key.of("genops.budget.name"), "q4");
                event.attributes().add(Key.of("service.name"), "assistant");
                if (isOdd) {
                    odd.accept(event.attributes());
                }
            }));
        }
        feed.destination.passed(1);
        feed.awaitCommitted(1);
        LakeKeeper.of(feed.lake, InstantSource.fixed(SOON)).roll("");
        return feed;
    }
}
