package ai.genops.server.alert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.pagerduty.FakePagerDuty;
import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Overrides;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.search.Result;
import ai.genops.search.SearchRequest;
import ai.genops.search.Value;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.report.SearchException;
import ai.genops.server.alert.AlertReport.Entry;
import ai.genops.server.alert.AlertReport.Firing;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Alerts over results that a test makes up, at times that it says, told to PagerDuty as it is documented.
final class Watching implements AutoCloseable, Arrivals {
    final FakePagerDuty pagerDuty;
    final List<String> searches = new ArrayList<>();
    final List<Instant> times = new ArrayList<>();
    final List<Happening> events = new ArrayList<>();
    /// What the next searches find: field → value, in rows.
    List<Map<String, String>> rows = List.of();

    @Nullable
    String failure;

    Instant now = Instant.parse("2026-03-10T08:00:00Z");
    long position;

    @Nullable
    Instant completeUntil;

    boolean logTakes = true;
    Searcher searcher = this::search;
    private final Path folder;
    private @Nullable AlertMonitor monitor;

    Watching(Path folder) throws IOException {
        this.folder = folder;
        pagerDuty = new FakePagerDuty();
        file("destinations/oncall.yaml", """
                id: oncall
                type: pagerduty
                routing_key: %s
                endpoint: %s
                retry_interval: 50ms
                retry_backoff: fixed
                health_check: {interval: 100ms}
                """.formatted(FakePagerDuty.KEY, pagerDuty.address()));
    }

    Watching file(String name, String text) throws IOException {
        Path path = folder.resolve("config").resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    /// An alert `a` that tells who is on call.
    Watching alert(String more) throws IOException {
        return file("alerts/a.yaml", "id: a\ntitle: A\nsearch: index=x | stats count by team\nnotify: oncall\n" + more);
    }

    AlertPlan plan(Problems problems) {
        var overrides = Overrides.of(List.of(), problems);
        var config = new ConfigFolder(folder.resolve("config"), overrides, problems, new Secrets(_ -> null));
        return AlertPlan.read(config, Knowledge.NONE, ZoneOffset.UTC, () -> 0.5, problems);
    }

    List<String> errors() {
        var problems = new Problems();
        plan(problems);
        return problems.errors().stream().map(Problem::toString).toList();
    }

    /// Starts, or starts again, with what the files say.
    Watching start() {
        if (monitor != null) {
            monitor.close();
        }
        assertThat(errors()).isEmpty();
        var around = new AlertMonitor.Surroundings(
                (request, time) -> searcher.run(request, time),
                this,
                this::append,
                () -> now,
                folder.resolve("data"),
                "host");
        monitor = new AlertMonitor(plan(new Problems()), around, "one");
        return this;
    }

    AlertMonitor monitor() {
        return java.util.Objects.requireNonNull(monitor);
    }

    /// Time passes, then there is a look.
    Watching after(Duration time) {
        now = now.plus(time);
        monitor().look();
        return this;
    }

    Watching after(String time) {
        return after(Duration.parse("PT" + time));
    }

    /// Waits until everybody has got what they are to be told: times are those of when they got it.
    Watching delivered() throws InterruptedException {
        for (int i = 0; i < 500 && monitor().report().waitingNotices() > 0; i++) {
            Thread.sleep(10);
            monitor().look();
        }
        return this;
    }

    /// Something arrives, and is looked at.
    Watching arrives(String time) {
        position++;
        return after(time);
    }

    Watching found(String... teams) {
        rows = Stream.of(teams).map(team -> Map.of("team", team)).toList();
        return this;
    }

    Entry entry(String id) {
        return monitor().report().alerts().stream()
                .filter(entry -> entry.definition().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    List<String> firing() {
        return entry("a").firing().stream().map(Firing::key).toList();
    }

    /// What people have got: `trigger KEY`, `resolve KEY`.
    List<String> told(int count) throws InterruptedException {
        for (int i = 0; i < 500 && pagerDuty.taken.size() < count; i++) {
            Thread.sleep(10);
            monitor().look();
        }
        return pagerDuty.taken.stream().map(Watching::told).toList();
    }

    private static String told(JsonNode taken) {
        String key = taken.path("dedup_key").asText();
        return taken.path("event_action").asText() + " " + key.substring(key.indexOf("/alert/") + 7);
    }

    List<String> events() {
        return events.stream().map(event -> event.what() + " " + event.key()).toList();
    }

    private boolean append(Happening happening) {
        return logTakes && events.add(happening);
    }

    private Result search(SearchRequest request, Instant time) {
        searches.add(request.spl());
        times.add(time);
        if (failure != null) {
            throw new SearchException(failure, request.spl(), 0, null);
        }
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.keySet()));
        List<Result.Field> fields =
                names.stream().map(name -> new Result.Field(name, false)).toList();
        List<Result.Row> all = new ArrayList<>();
        for (Map<String, String> row : rows) {
            List<@Nullable Value> values = new ArrayList<>();
            names.forEach(name -> values.add(value(row.get(name))));
            all.add(new Result.Row(values));
        }
        return new Result(fields, all, false, List.of(), Duration.ofMillis(1));
    }

    private static Value value(@Nullable String text) {
        boolean number = text != null && text.matches("[0-9.]+");
        return number ? new Value.Num(new BigDecimal(text)) : new Value.Text(String.valueOf(text));
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long completeUntil() {
        return (completeUntil == null ? now : completeUntil).toEpochMilli();
    }

    @Override
    public void close() {
        if (monitor != null) {
            monitor.close();
        }
        pagerDuty.close();
    }
}
