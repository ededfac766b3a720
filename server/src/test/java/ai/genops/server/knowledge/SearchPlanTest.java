package ai.genops.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.search.knowledge.Macro;
import ai.genops.search.knowledge.SavedSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPlanTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve("searches").resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, text);
    }

    private SearchPlan read() {
        return SearchPlan.read(folder, false, ZoneOffset.UTC, problems);
    }

    private List<String> told() {
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void splunksFilesLoadAsTheyAre() throws IOException {
        write("macros.conf", """
                [base]
                definition = index=genops_ai
                iseval = 0

                [by(2)]
                args = a, b
                definition = `base` | stats count by $a$ $b$
                """);
        write("savedsearches.conf", """
                [default]
                dispatch.earliest_time = -7d
                [By team]
                action.email.useNSSubject = 1
                display.visualizations.charting.chart = bar
                description = who asks
                dispatch.latest_time = now
                request.ui_dispatch_app = search
                search = `by("genops.team", host)` \\
                  | head 3
                """);
        SearchPlan plan = read();
        assertThat(told()).isEmpty();
        assertThat(plan.macros())
                .containsEntry("by(2)", new Macro(List.of("a", "b"), "`base` | stats count by $a$ $b$"));
        assertThat(plan.searches())
                .containsEntry(
                        "By team",
                        new SavedSearch("`by(\"genops.team\", host)` \n  | head 3", "who asks", "-7d", "now"));
    }

    @Test
    void everyProblemOfMacrosIsToldAtOnceWithItsPlace() throws IOException {
        write("macros.conf", """
                [base]
                definition = index=genops_ai
                [two(2)]
                args = a
                definition = x
                [round]
                definition = `about`
                [about]
                definition = x `round`
                [computed]
                iseval = 1
                definition = "a" . "b"
                [open]
                definition = index=a `base
                [none]
                args =
                [bad name]
                definition = x
                [typo(1)]
                args = team
                definition = team=$teem$
                """);
        read();
        assertThat(told())
                .satisfiesExactly(
                        told -> assertThat(told)
                                .startsWith("searches/macros.conf:3:1: the macro `two(2)` takes 2 arguments"),
                        told -> assertThat(told).startsWith("searches/macros.conf:6:1: the macro `round` names itself"),
                        told -> assertThat(told).startsWith("searches/macros.conf:8:1: the macro `about` names itself"),
                        told -> assertThat(told)
                                .startsWith("searches/macros.conf:11:1: the macro `computed` is computed"),
                        told -> assertThat(told).startsWith("searches/macros.conf:14:22: macro without its closing `"),
                        told -> assertThat(told)
                                .startsWith("searches/macros.conf:15:1: the macro `none` has no `definition`"),
                        told -> assertThat(told)
                                .startsWith("searches/macros.conf:17:1: `bad name` cannot name a macro"),
                        told -> assertThat(told)
                                .startsWith("searches/macros.conf:21:1: note: `$teem$` is no argument")
                                .contains("Did you mean `team`?"));
    }

    @Test
    void everyProblemOfSavedSearchesIsToldAtOnceWithItsPlace() throws IOException {
        write("macros.conf", "[base]\ndefinition = index=a\n[two(2)]\nargs = a, b\ndefinition = $a$ $b$\n");
        write("savedsearches.conf", """
                [unknown]
                search = index=a \\
                  | append [search `bse`]
                [count]
                search = `two(x)`
                [wrong]
                search = index=a \\
                    | stat count
                [macro]
                search = `base` | stat count
                [empty]
                description = nothing
                [time]
                search = index=a
                dispatch.earliest_time = rt-5m
                """);
        read();
        assertThat(told())
                .satisfiesExactly(
                        told -> assertThat(told)
                                .startsWith("searches/savedsearches.conf:3:20: `search`: there is no macro `bse`")
                                .contains("Did you mean `base`?"),
                        told -> assertThat(told)
                                .startsWith(
                                        "searches/savedsearches.conf:5:10: `search`: there is no macro `two` with 1 argument")
                                .contains("`two` takes"),
                        told -> assertThat(told)
                                .startsWith("searches/savedsearches.conf:8:7: `search`: ")
                                .contains("`stat`"),
                        told -> assertThat(told)
                                .startsWith("searches/savedsearches.conf:10:1: `search`: ")
                                .contains("`stat`"),
                        told -> assertThat(told)
                                .startsWith("searches/savedsearches.conf:11:1: the saved search `empty` has no"),
                        told -> assertThat(told)
                                .startsWith("searches/savedsearches.conf:15:1: `dispatch.earliest_time` is `rt-5m`"));
    }

    @Test
    void whatIsDisabledIsNotThereAndNotJudged() throws IOException {
        write("macros.conf", "[m]\ndisabled = 1\niseval = 1\n");
        write("savedsearches.conf", "[s]\ndisabled = true\nsearch = `nobody`\n");
        assertThat(read()).isEqualTo(SearchPlan.NONE);
        assertThat(told()).isEmpty();
    }

    @Test
    void localGoesOverDefaultWithinAnAppAndNothingGoesOverAnotherApp() throws IOException {
        write("a/default/macros.conf", "[m]\ndefinition = index=a\n[n]\ndefinition = index=n\n");
        write("a/local/macros.conf", "[m]\ndefinition = index=b\n");
        write("b/local/macros.conf", "[n]\ndefinition = index=c\n");
        assertThat(read().macros()).containsEntry("m", new Macro(List.of(), "index=b"));
        assertThat(told()).singleElement().asString().isEqualTo("""
                searches/b/local/macros.conf:1:1: the macro `n` is defined at searches/a/default/macros.conf:3:1, too
                    Give one of the two another name.""");
    }

    @Test
    void aScheduleIsNotedSinceNobodyRunsIt() throws IOException {
        write("savedsearches.conf", "[s]\nenableSched = 1\ncron_schedule = * * * * *\nsearch = index=a\n");
        assertThat(read().searches()).containsKey("s");
        assertThat(told())
                .singleElement()
                .asString()
                .contains("savedsearches.conf:2:1: note: `s` is not run by itself");
    }

    @Test
    void aSearchThatWaitsForValuesIsReadWhenItHasThem() throws IOException {
        write("savedsearches.conf", "[s]\nsearch = index=a | head $n$\n");
        read();
        assertThat(told()).isEmpty();
    }
}
