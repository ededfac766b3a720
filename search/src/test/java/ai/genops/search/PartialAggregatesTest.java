package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.lake.DataFile;
import ai.genops.lake.Manifest;
import ai.genops.lake.RollingLake;
import ai.genops.search.partial.PartialAggregates;
import ai.genops.search.plan.Rights;
import ai.genops.search.report.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same questions again and again, answered from what was added up before and from the rows.
class PartialAggregatesTest {
    private static final Instant NOW = TestLake.NOW;
    private static final int ROWS = 240;
    private static final int STEPS_OF_A_RUN = Integer.getInteger("partials.steps", 16);
    private static final int MOST = 2_000_000;
    private static final String SUM = "index=data | stats sum(genops.cost.total) as cost count by genops.team";

    private static final List<String> VALUES = List.of(
            "count",
            "count(rare)",
            "count(eval(mixed>7))",
            "sum(genops.cost.total)",
            "sum(computed)",
            "sum(mixed)",
            "sum(wholes)",
            "sum(huge)",
            "avg(genops.cost.total)",
            "avg(computed)",
            "avg(wholes)",
            "avg(huge)",
            "avg(genops.operation.duration_ms)",
            "min(mixed)",
            "max(mixed)",
            "min(later)",
            "max(genops.operation.duration_ms)",
            "max(wholes)",
            "min(_time)",
            "range(computed)",
            "earliest(name)",
            "latest(mixed)",
            "latest(duration_ms)",
            "earliest_time(rare)",
            "latest_time(computed)",
            "earliest(_time)",
            "dc(genops.customer.id)",
            "p90(computed)",
            "values(flag)",
            "first(name)");
    private static final List<String> FILTERS = List.of(
            "", "genops.team=support", "NOT genops.team=*", "mixed=7", "name=chat", "plain.*", "embed", "kind=span");
    private static final List<String> STEPS = List.of(
            "",
            "| eval x=coalesce(rare, genops.team, \"none\")",
            "| where computed > 0.85",
            "| bin _time span=7h",
            "| eval mixed=mixed*2",
            "| makemv delim=\"a\" name",
            "| eval genops.cost.total=genops.cost.total+computed");
    private static final List<String> KEYS = List.of(
            "",
            "by genops.team",
            "by name genops.team",
            "by _time",
            "by mixed",
            "by computed",
            "by genops.customer.id name",
            "by index");

    @TempDir
    Path folder;

    private final long seed = Long.getLong("partials.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final PartialAggregates kept = PartialAggregates.of(4 << 20);
    private RollingLake lake;
    private int rows;

    @BeforeEach
    void fill() throws SQLException {
        System.out.println("partials.seed=" + seed);
        lake = new RollingLake(folder, "data", NOW, 2);
        lake.create();
        add(ROWS);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void answersAreThoseOfTheRowsWhateverBecomesOfTheFiles() throws Exception {
        var questions = new ArrayList<String>();
        RolledTest.QUESTIONS.stream()
                .filter(question -> question.contains("stats") || question.contains("chart"))
                .forEach(question -> questions.add("index=data " + question));
        Collections.shuffle(questions, random);
        questions.subList(6, questions.size()).clear();
        for (int i = 0; i < 18; i++) {
            questions.add(question());
        }
        for (int step = 0; step < STEPS_OF_A_RUN; step++) {
            change(step);
            for (int i = 0; i < 20; i++) {
                assertSame(within(questions.get(random.nextInt(questions.size()))));
            }
        }
        assertThat(kept.stats().filesSpared()).isGreaterThan(200);
        assertThat(kept.stats().bytes()).isPositive().isLessThanOrEqualTo(4 << 20);
    }

    private void change(int step) throws SQLException {
        switch (step < 2 ? 0 : random.nextInt(8)) {
            case 0, 1 -> lake.roll(20 + random.nextInt(40));
            case 2 -> add(30);
            case 3 -> young(20);
            case 4 -> lake.rollYoung(10);
            case 5 -> lake.compact();
            case 6 -> lake.encrypt(random.nextInt(3));
            default -> takeOut(1);
        }
    }

    private String question() {
        var values = new ArrayList<String>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            values.add(VALUES.get(random.nextInt(random.nextInt(3) == 0 ? VALUES.size() : VALUES.size() - 4)));
        }
        String of = String.join(" ", new LinkedHashSet<>(values));
        String before = "index=data " + any(FILTERS) + " " + any(STEPS);
        return switch (random.nextInt(4)) {
            case 0 ->
                before + " | timechart span=" + any(List.of("3h", "1d")) + " " + of
                        + any(List.of("", " by genops.team", " by name"));
            case 1 -> before + " | chart " + of + " by name genops.team";
            default -> before + " | stats " + of + " " + any(KEYS);
        };
    }

    private SearchRequest within(String question) {
        if (random.nextInt(3) == 0) {
            return SearchRequest.of(question);
        }
        int from = random.nextInt(RandomRows.DAYS * 24);
        return SearchRequest.of(question)
                .between("-" + (from + 1) + "h", random.nextBoolean() ? null : "-" + from / 2 + "h");
    }

    private void assertSame(SearchRequest request) {
        assertThat(told(search().with(kept).run(request)))
                .as("partials.seed %d: %s from %s to %s", seed, request.spl(), request.earliest(), request.latest())
                .isEqualTo(told(search().run(request)));
    }

    private static String told(Result result) {
        return result.fields() + " "
                + String.join(
                        "\n", result.rows().stream().map(Result.Row::toString).toList());
    }

    @Test
    void whatIsAskedOnceCostsNothingAndWhatIsAskedAgainIsNotReadAgain() throws Exception {
        rollAll();
        var search = search().with(kept);
        String expected = told(search().run(SearchRequest.of(SUM)));
        search.newest(SearchRequest.of(SUM), 0.5, new Cancellation());
        assertThat(told(search.run(SearchRequest.of(SUM)))).isEqualTo(expected);
        assertThat(kept.stats().aggregations()).isZero();
        assertThat(told(search.run(SearchRequest.of(SUM)))).isEqualTo(expected);
        assertThat(kept.stats().aggregations()).isOne();
        int files = files().size();
        for (DataFile file : files()) {
            Files.move(Path.of(file.path()), Path.of(file.path() + ".away"));
        }
        Result third = search.run(SearchRequest.of(SUM + " | sort - cost"));
        assertThat(third.rows()).hasSize(4 - 1);
        Result last = search.run(SearchRequest.of(SUM));
        assertThat(told(last)).isEqualTo(expected);
        assertThat(last.messages())
                .contains(
                        new Message(Message.Level.INFO, "%d of %d files were added up before".formatted(files, files)));
        for (DataFile file : files()) {
            Files.move(Path.of(file.path() + ".away"), Path.of(file.path()));
        }
    }

    @Test
    void onlyFilesThatCameSinceAreRead() throws Exception {
        lake.roll(ROWS / 3);
        ask(SUM, 2);
        for (DataFile file : files()) {
            Files.move(Path.of(file.path()), Path.of(file.path() + ".away"));
        }
        long before = kept.stats().filesSpared();
        int old = files().size();
        rollAll();
        String rows = told(search().with(kept).run(SearchRequest.of(SUM)));
        assertThat(kept.stats().filesSpared() - before).isEqualTo(files().size());
        for (DataFile file : files().subList(0, old)) {
            Files.move(Path.of(file.path() + ".away"), Path.of(file.path()));
        }
        assertThat(rows).isEqualTo(told(search().run(SearchRequest.of(SUM))));
    }

    @Test
    void aFullPartOfTheYoungRowsIsReadOnce() throws Exception {
        manyYoung(90);
        ask(SUM, 2);
        assertThat(kept.stats().aggregations()).isOne();
        String before = told(search().run(SearchRequest.of(SUM)));
        // What no row of a lake does: it changes where it is.
        lake.execute("update young.data set fields = replace(fields, 'support', 'other') where rowid < 8192");
        assertThat(told(search().run(SearchRequest.of(SUM)))).isNotEqualTo(before);
        assertThat(told(search().with(kept).run(SearchRequest.of(SUM)))).isEqualTo(before);
        lake.execute("delete from young.data where rowid = 5");
        assertSame(SearchRequest.of(SUM));
        assertThat(search().run(SearchRequest.of("index=data earliest=-5d | table _time * | head 7"))
                        .rows())
                .hasSize(7);
    }

    @Test
    void whatYoungRowsAddUpToGoesWhereTheyGo() throws Exception {
        var questions = List.of(SUM, "index=data | stats count max(wholes) by flag");
        lake.roll(ROWS / 2);
        for (int step = 0; step < 8; step++) {
            switch (step) {
                case 1 -> lake.rollYoung(3_000);
                case 3 -> lake.rollYoung(12_000);
                case 5 -> lake.settle(NOW);
                case 6 -> lake.execute("delete from young.data; checkpoint");
                default -> manyYoung(90);
            }
            for (String question : questions) {
                ask(question, 2);
                assertSame(SearchRequest.of(question));
                assertSame(SearchRequest.of(question).between("-60h", "-1h"));
            }
        }
        assertThat(kept.stats().aggregations()).isGreaterThan(1);
    }

    @Test
    void whatFilesHadGoesWithThem() throws Exception {
        rollAll();
        ask(SUM, 3);
        assertThat(tables()).hasSize(1);
        takeOut(1);
        String other = "index=data | stats count";
        ask(other, 1);
        var left = files().stream().map(DataFile::id).toList();
        try (var connection = lake.reader();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select * from memory.main." + tables().getFirst())) {
            while (row.next()) {
                assertThat(left).contains(row.getLong(1));
            }
        }
        assertSame(SearchRequest.of(SUM));
        takeOut(files().size());
        ask(other, 1);
        assertThat(tables()).isEmpty();
        assertThat(kept.stats().bytes()).isZero();
        assertSame(SearchRequest.of(SUM));
    }

    @Test
    void nobodyFindsWhatHeMayNotSee() throws Exception {
        rollAll();
        String prompts =
                "index=* | stats count sum(genops.cost.total) count(gen_ai.prompt) max(gen_ai.prompt) by index";
        ask(prompts, 3);
        assertThat(kept.stats().aggregations()).isPositive();
        long spared = kept.stats().filesSpared();
        for (var rights :
                List.of(new Rights(_ -> false, true), new Rights(_ -> true, false), new Rights(_ -> true, true))) {
            for (int i = 0; i < 3; i++) {
                assertThat(told(search().with(kept).as(rights).run(SearchRequest.of(prompts))))
                        .isEqualTo(told(search().as(rights).run(SearchRequest.of(prompts))));
            }
        }
        assertThat(told(search().with(kept).as(new Rights(_ -> true, true)).run(SearchRequest.of(prompts))))
                .contains("secret");
        assertThat(told(search().with(kept).as(new Rights(_ -> true, false)).run(SearchRequest.of(prompts))))
                .doesNotContain("secret");
        assertThat(search().with(kept)
                        .as(new Rights(_ -> false, true))
                        .run(SearchRequest.of(prompts))
                        .rows())
                .isEmpty();
        assertThat(kept.stats().filesSpared()).isGreaterThan(spared);
    }

    @Test
    void whatDependsOnTheTimeOfAskingIsNeverKept() throws Exception {
        rollAll();
        for (int i = 0; i < 4; i++) {
            Instant now = NOW.plusSeconds(i);
            String spl = "index=data | eval old=now()-_time>90000 | stats count by old";
            assertThat(told(searchAt(now).with(kept).run(SearchRequest.of(spl))))
                    .isEqualTo(told(searchAt(now).run(SearchRequest.of(spl))));
        }
        ask("index=data | eval x=random()%2 | stats count by x", 4);
        assertThat(kept.stats().aggregations()).isZero();
    }

    @Test
    void memoryIsBoundedByWhatIsAskedMostRecently() throws Exception {
        rollAll();
        var small = PartialAggregates.of(MOST);
        for (int i = 0; i < 40; i++) {
            String spl = "index=data | stats count by genops.team name | eval n=" + i;
            String other = "index=data | where wholes>" + i + " | stats count by genops.team name";
            for (int again = 0; again < 3; again++) {
                search().with(small).run(SearchRequest.of(spl));
                search().with(small).run(SearchRequest.of(other));
            }
            assertThat(small.stats().bytes()).isLessThanOrEqualTo(MOST);
            assertThat(tables()).hasSize(small.stats().aggregations());
        }
        assertThat(small.stats().aggregations()).isBetween(2, 40);
    }

    @Test
    void whatIsLongToWriteIsNotRemembered() throws Exception {
        rollAll();
        ask("index=data name!=\"" + "x".repeat(100) + "\" | stats count", 3);
        assertThat(kept.stats().aggregations()).isOne();
        ask("index=data name!=\"" + "x".repeat(40_000) + "\" | stats count", 3);
        assertThat(kept.stats().aggregations()).isOne();
    }

    @Test
    void whatHasNearlyAsManyGroupsAsRowsIsReadEachTime() throws Exception {
        add(600);
        while (lake.roll(2_000) > 0) {}
        ask("index=data | stats count by span_id", 4);
        assertThat(kept.stats().aggregations()).isZero();
        assertThat(kept.stats().filesSpared()).isZero();
        assertThat(tables()).isEmpty();
    }

    @Test
    void aLakeThatIsOpenedAnewHasLostItsTables() throws Exception {
        rollAll();
        ask(SUM, 3);
        lake.close();
        lake = new RollingLake(folder, "data", NOW, 2);
        for (int i = 0; i < 3; i++) {
            assertSame(SearchRequest.of(SUM));
        }
        assertThat(tables()).hasSize(1);
    }

    @Test
    void manyMayAskWhileFilesComeAndGo() throws Exception {
        rollAll();
        String count = "index=data | stats count sum(genops.cost.total) by name";
        try (var threads = Executors.newFixedThreadPool(4)) {
            var asking = new ArrayList<Callable<Long>>();
            for (int i = 0; i < 4; i++) {
                asking.add(() -> {
                    long most = 0;
                    for (int n = 0; n < 15; n++) {
                        Result result = search().with(kept).run(SearchRequest.of(count));
                        long total = result.rows().stream()
                                .mapToLong(row -> number(row.values().get(1)))
                                .sum();
                        assertThat(total).isGreaterThanOrEqualTo(most);
                        most = total;
                    }
                    return most;
                });
            }
            var running = asking.stream().map(threads::submit).toList();
            for (int i = 0; i < 10; i++) {
                add(10);
                lake.roll(10);
                lake.compact();
            }
            for (var each : running) {
                assertThat(each.get()).isBetween((long) ROWS, (long) rows);
            }
        }
        assertSame(SearchRequest.of(count));
        ask(count, 1);
        assertThat(tables()).hasSize(1);
    }

    @Test
    void sumsThatDependOnTheOrderAreNotKept() throws Exception {
        rollAll();
        ask("index=data | stats sum(huge) avg(huge) by name", 4);
        assertThat(kept.stats().aggregations()).isZero();
        ask("index=data | stats max(huge) by name", 4);
        assertThat(kept.stats().aggregations()).isOne();
    }

    private static long number(@Nullable Value value) {
        return ((Value.Num) Objects.requireNonNull(value)).number().longValueExact();
    }

    private void ask(String spl, int times) {
        for (int i = 0; i < times; i++) {
            search().with(kept).run(SearchRequest.of(spl));
        }
    }

    private void add(int count) throws SQLException {
        try (var connection = lake.reader();
                var statement = connection.createStatement()) {
            for (int i = 0; i < count; i++, rows++) {
                statement.execute(RandomRows.insert(random, rows, rows + ROWS));
            }
        }
        lake.execute("update data set fields = json_merge_patch(fields::json, json_object('huge', case _offset % 17"
                + " when 0 then 12345678901.5 when 1 then 98765432109.25 else _offset / 7 end,"
                + " 'gen_ai.prompt', 'secret'))::variant"
                + " where fields['huge'] is null");
        lake.execute(
                "insert or ignore into meta.fields select distinct 'data', unnest(variant_keys(fields)) from data");
    }

    private void young(int count) throws SQLException {
        add(count);
        lake.execute(
                "insert into young.data select * replace (fields::json::varchar as fields, events::json::varchar as"
                        + " events) from data where _offset >= " + (rows - count));
        lake.execute("delete from data where _offset >= " + (rows - count));
    }

    /// A hundred rows so many times over, young.
    private void manyYoung(int times) throws SQLException {
        lake.execute("insert into young.data by name select template.* replace (fields::json::varchar as fields,"
                + " events::json::varchar as events, " + rows + " + row_number() over () as _offset) from (from data"
                + " limit 100) template, range(" + times + ")");
        rows += 100 * times;
    }

    private void rollAll() throws SQLException {
        while (lake.roll(60) > 0) {}
    }

    private void takeOut(int count) throws SQLException {
        lake.execute("update meta.files set gone = timestamp '2026-03-10', gone_why = 'age' where id in"
                + " (select id from meta.files where gone is null order by id limit " + count + ")");
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Search search() {
        return searchAt(NOW);
    }

    private Search searchAt(Instant now) {
        return Search.of(lake::reader, InstantSource.fixed(now), ZoneOffset.UTC);
    }

    private List<DataFile> files() throws SQLException {
        try (var connection = lake.reader()) {
            return Manifest.files(connection);
        }
    }

    private List<String> tables() throws SQLException {
        var names = new ArrayList<String>();
        try (var connection = lake.reader();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select table_name from duckdb_tables() where database_name = 'memory'")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }
}
