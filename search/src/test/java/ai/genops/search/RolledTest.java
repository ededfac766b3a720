package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.lake.DataFile;
import ai.genops.lake.Holdings;
import ai.genops.lake.Manifest;
import ai.genops.lake.RollingLake;
import ai.genops.search.report.SearchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same questions of rows that are settled, young or moved into files, of which some hold an attribute in a
/// column and others in text.
class RolledTest {
    private static final Instant NOW = TestLake.NOW;
    private static final int ROWS = 300;
    private static final int DAYS = RandomRows.DAYS;

    static final List<String> QUESTIONS = List.of(
            "| stats count sum(genops.cost.total) as cost by genops.team | sort genops.team",
            "| stats avg(genops.cost.total) max(mixed) min(mixed) dc(genops.customer.id) values(flag)",
            "| stats max(wholes) min(wholes) sum(\"odd/na~me\\\"x\") count(rare) by kind",
            "genops.cost.total>0.5 genops.team=support | stats count by name | sort name",
            "mixed=7 OR mixed=\"seven\" | stats count",
            "NOT genops.team=* | stats count",
            "| eval x=coalesce(rare, genops.team, \"none\") | stats count by x | sort x",
            "| where isnull(sometimes) | stats count",
            "| timechart span=6h sum(genops.cost.total) by genops.team",
            "| timechart span=5h limit=3 sum(genops.cost.total) count by genops.customer.id",
            "| chart limit=2 useother=f avg(genops.cost.total) max(mixed) by name genops.team",
            "| bin _time span=1d | stats count sum(genops.cost.total) by _time",
            "| eval y=mixed*2 | table _time name mixed y flag wholes sometimes nested{}.a",
            "| sort 0 _time | table _raw",
            "| head 20",
            "| head 3",
            "genops.team=support | head 4 | eval x=1 | table _time name x",
            "rare=* | head 2 | table _time rare",
            "rare=* | head 15 | table _time rare name",
            "| stats avg(genops.eval.safety) sum(genops.eval.safety) max(genops.eval.safety) count by name",
            "| eval q=if(genops.eval.safety > 1, 1, 2) | stats count(genops.eval.safety) min(q) by q",
            "genops.eval.safety=* OR name=chat | where isnull(genops.eval.safety) | stats count",
            "| head 5 | sort name span_id | table name span_id",
            "| stats max(wholes) min(genops.cost.total) by name",
            "| stats avg(computed) avg(wholes) avg(mixed) sum(computed) by kind",
            "| eventstats avg(computed) as mean | stats count by mean",
            "genops.operation.duration_ms=* | stats avg(genops.operation.duration_ms) sum(genops.operation.duration_ms) p90(genops.operation.duration_ms) count by kind",
            "| stats max(genops.operation.duration_ms) avg(duration_ms) by name",
            "| stats max(later) min(later)",
            "| append [search index=data name=chat | stats count as n] | stats count sum(n)",
            "| top limit=3 name",
            "| eventstats avg(genops.cost.total) as mean by genops.team | where genops.cost.total > mean | stats count",
            "| spath input=_raw path=genops.team output=t | stats count by t | sort t",
            "| fieldsummary",
            "SUPPORT | stats count",
            "genops.te* | stats count",
            "genops.budget.* | stats count",
            "genops.budget.used | stats count",
            "genops.budget.us* | stats count",
            "plain.* | stats count",
            "Plain.s* OR genops.cost.* | stats count",
            "plain.b* NOT genops.* | stats count",
            "genops.budget*spaces | stats count",
            "rare* OR sometimes* | stats count",
            "NOT x1 | stats count",
            "0.000123 OR 7.25 | stats count",
            "emb* \"it's\" | stats count",
            "trace_* events | stats count",
            "| stats count | append [| mstats avg(_value) count(_value) where index=data metric_name=* by metric_name genops.team]",
            "| stats count | append [| mstats max(ch*) min(embed) where index=data genops.team!=ops span=1d]",
            "| stats count | append [| mcatalog values(metric_name) where index=data by rare]");

    @TempDir
    Path folder;

    private final long seed = Long.getLong("rolled.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private RollingLake lake;

    @BeforeEach
    void fill() throws SQLException {
        System.out.println("rolled.seed=" + seed);
        lake = new RollingLake(folder, "data", NOW, 0);
        lake.create();
        try (var connection = lake.reader();
                var statement = connection.createStatement()) {
            for (int row = 0; row < ROWS; row++) {
                statement.execute(RandomRows.insert(random, row, ROWS));
            }
        }
        lake.execute(
                "insert or ignore into meta.fields select distinct 'data', unnest(variant_keys(fields)) from data");
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void answersAreTheSameHoweverRowsAreSpreadOverTableAndFiles() throws SQLException {
        List<String> questions = questions();
        Map<String, String> before = answers(questions);
        lake.roll(ROWS / 3);
        assertSame(answers(questions), before);
        lake.roll(ROWS / 10);
        lake.roll(ROWS / 10);
        assertSame(answers(questions), before);
        for (int i = 0; i < 9; i++) {
            lake.roll(9);
        }
        while (lake.roll(ROWS) > 0) {}
        assertSame(answers(questions), before);
        int files = files().size();
        lake.compact();
        assertThat(files()).hasSizeLessThan(files);
        assertSame(answers(questions), before);
    }

    @Test
    void whatAFileTellsOfPrefixesIsNotLookedForInItsText() throws SQLException {
        while (lake.roll(ROWS) > 0) {}
        lake.compact();
        try (var connection = lake.reader()) {
            assertThat(new Holdings().see(connection).texts())
                    .anySatisfy(file -> assertThat(file.prefixes()).contains("plain."));
        }
        String spl = "index=data plain.* | stats count";
        String before = Texts.of(new JsonWriter(), search().run(SearchRequest.of(spl)));
        // What no text of an event ever has.
        lake.execute("update meta.prefixes set prefixes = 'genops.budget.'");
        String spells = "index=data genops.budget.* | stats count";
        String columns = "index=data genops.budget.used=* | stats count";
        assertThat(Texts.of(new JsonWriter(), search().run(SearchRequest.of(spells))))
                .isEqualTo(Texts.of(new JsonWriter(), search().run(SearchRequest.of(columns))));
        assertThat(Texts.of(new JsonWriter(), search().run(SearchRequest.of(spl))))
                .isEqualTo(before);
    }

    @Test
    void answersAreTheSameOfRowsThatAreYoungSettledAndRolled() throws SQLException {
        List<String> questions = questions();
        Map<String, String> before = answers(questions);
        lake.execute(
                "insert into young.data select * replace (fields::json::varchar as fields, events::json::varchar as"
                        + " events) from data");
        lake.execute("delete from data");
        assertSame(answers(questions), before);
        assertThat(lake.rollYoung(ROWS / 3)).isGreaterThanOrEqualTo(ROWS / 3);
        assertSame(answers(questions), before);
        assertThat(lake.settle(NOW.minusSeconds(ROWS / 3))).isPositive();
        assertSame(answers(questions), before);
        assertThat(lake.roll(ROWS / 6)).isPositive();
        assertSame(answers(questions), before);
        assertThat(lake.settle(NOW.plusSeconds(1))).isPositive();
        while (lake.roll(ROWS) > 0) {}
        assertSame(answers(questions), before);
    }

    @Test
    void answersAreTheSameOfFilesUnderDifferentKeys() throws SQLException {
        List<String> questions = questions();
        Map<String, String> before = answers(questions);
        lake.close();
        lake = new RollingLake(folder, "data", NOW, 2);
        for (int key = 0; key <= 2; key++) {
            lake.encrypt(key);
            lake.roll(ROWS / 4);
            assertSame(answers(questions), before);
        }
        for (int i = 0; i < 9; i++) {
            lake.roll(4);
        }
        lake.compact();
        assertSame(answers(questions), before);
    }

    @Test
    void aFileOfAnotherTimeIsNotEvenOpened() throws Exception {
        lake.roll(ROWS);
        while (lake.roll(ROWS) > 0) {}
        String spl = "index=data | stats count";
        Instant from = NOW.minusSeconds(86_400);
        var recent = SearchRequest.of(spl).between(Long.toString(from.getEpochSecond()), null);
        String before = Texts.of(new JsonWriter(), search().run(recent));
        assertThat(before).doesNotContain("\"0\"");
        for (DataFile file : files()) {
            if (file.last().isBefore(from)) {
                Files.delete(Path.of(file.path()));
            }
        }
        assertThat(Texts.of(new JsonWriter(), search().run(recent))).isEqualTo(before);
        assertThatThrownBy(() -> search().run(SearchRequest.of(spl))).isInstanceOf(SearchException.class);
    }

    @Test
    void theNewestEventsAreReadFromTheNewestFiles() throws Exception {
        while (lake.roll(ROWS / 10) > 0) {}
        String spl = "index=data | head 3 | table _time name span_id";
        String before = Texts.of(new JsonWriter(), search().run(SearchRequest.of(spl)));
        Instant newest =
                files().stream().map(DataFile::last).max(Instant::compareTo).orElseThrow();
        for (DataFile file : files()) {
            if (file.last().isBefore(newest.minusSeconds(2 * 86_400))) {
                Files.delete(Path.of(file.path()));
            }
        }
        assertThat(Texts.of(new JsonWriter(), search().run(SearchRequest.of(spl))))
                .isEqualTo(before);
        assertThatThrownBy(() -> search().run(SearchRequest.of("index=data | stats count(name)")))
                .isInstanceOf(SearchException.class);
    }

    private List<String> questions() {
        var all = new ArrayList<String>();
        for (String question : QUESTIONS) {
            int from = random.nextInt(DAYS * 24);
            String range = random.nextInt(3) == 0 ? "" : " earliest=-" + (from + 1) + "h latest=-" + from / 2 + "h";
            all.add("index=data" + range + " " + question);
        }
        all.add("| eventcount summarize=false index=data | table index count earliest_time latest_time");
        return all;
    }

    private Map<String, String> answers(List<String> questions) {
        var answers = new LinkedHashMap<String, String>();
        questions.forEach(question ->
                answers.put(question, Texts.of(new JsonWriter(), search().run(SearchRequest.of(question)))));
        return answers;
    }

    private void assertSame(Map<String, String> now, Map<String, String> before) {
        before.forEach((question, answer) ->
                assertThat(now.get(question)).as("seed %d: %s", seed, question).isEqualTo(answer));
    }

    private Search search() {
        return Search.of(lake::reader, InstantSource.fixed(NOW), ZoneOffset.UTC);
    }

    private List<DataFile> files() throws SQLException {
        try (var connection = lake.reader()) {
            return Manifest.files(connection);
        }
    }
}
