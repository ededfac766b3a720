package ai.genops.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.cribl.Conversion;
import ai.genops.pipeline.cribl.Conversion.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cribl's Aggregations and Suppress, and what they are here.
class CriblWindowsTest {
    @TempDir
    Path temp = Path.of("");

    private final Problems problems = new Problems();

    @Test
    void aggregationBecomesAnAggregateThatLoads() throws IOException {
        String ours = convert("""
                id: p
                conf:
                  functions:
                    - id: eval
                      filter: 'true'
                      conf: {add: [{name: team, value: "attributes['genops.team']"}, {name: ms, value: duration_ms}]}
                    - id: aggregation
                      filter: ms > 0
                      conf:
                        passthrough: true
                        timeWindow: 60s
                        lagTolerance: 30s
                        idleTimeLimit: 10s
                        preserveGroupBys: false
                        sufficientStatsOnly: false
                        metricsMode: false
                        cumulative: false
                        flushOnInputClose: true
                        groupbys: [team, model]
                        aggregations:
                          - count().as(calls)
                          - sum(cost).where(team == 'a').as(cost)
                          - perc(95, ms).as("p95")
                          - median(ms)
                          - dc(attributes['session.id']).as(sessions)
                          - count(ms).where(ms > 5 && name != 'a,(b').as(slow)
                    - {id: eval, filter: 'true', conf: {add: [{name: twice, value: calls * 2}]}}
                """, Format.GENOPS);
        assertThat(problems.all()).isEmpty();
        assertThat(ours)
                .contains("type: aggregate", "window: 60s", "delay: 30s", "keep: true", "filter: ms > 0")
                .contains("team: team", "model: attributes['model']")
                .contains("calls: count()")
                .contains("cost: 'sum((team == ''a'') ? (attributes[''cost'']) : null)'")
                .contains("p95: quantile(ms, 0.95)", "ms_median: quantile(ms, 0.5)")
                .contains("sessions: distinct(attributes['session.id'])")
                .contains("slow: count((ms > 5 && name != 'a,(b') && (ms) != null)");
        assertThat(load(ours)).isEmpty();
    }

    @Test
    void suppressBecomesAThrottleThatLoadsAndDrops() throws IOException {
        String ours = convert("""
                id: p
                conf:
                  functions:
                    - id: suppress
                      filter: 'true'
                      conf: {keyExpr: name, allow: 2, suppressPeriodSec: 30, dropEventsMode: true, maxCacheSize: 1000,
                        cacheIdleTimeoutPeriods: 2, numEventsIdleTimeoutTrigger: 10000}
                """, Format.GENOPS);
        assertThat(problems.all()).isEmpty();
        assertThat(ours).contains("type: throttle", "allow: 2", "per: 30s", "count_field: suppressCount", "key: name");
        var processing = new Processing(ours);
        assertThat(processing.problems.errors()).isEmpty();
        processing.with("[{name: a}, {name: a}, {name: a}, {name: b}]");
        assertThat(processing.lines().lines()).hasSize(3);
    }

    @Test
    void whatHasNoEquivalentIsTold() throws IOException {
        convert("""
                id: p
                conf:
                  functions:
                    - id: aggregation
                      conf:
                        timeWindow: 10s
                        cumulative: true
                        metricsMode: true
                        prefix: agg_
                        groupbys: ['a*']
                        add: [{name: x, value: '1'}]
                        aggregations: [stdev(x).as(y), count(), 'perc(0.5, x).as(p)', 'sum(a, b).as(s)', nothing, sum(x]
                    - {id: suppress, conf: {keyExpr: name, allow: 1, suppressPeriodSec: 30, dropEventsMode: false}}
                """, Format.GENOPS);
        assertThat(problems.all().stream().map(Problem::text))
                .containsExactly(
                        "`cumulative` has no equivalent here",
                        "`metricsMode` has no equivalent here",
                        "`prefix` has no equivalent here",
                        "patterns of names have no equivalent in `groupbys`",
                        "`add` has no equivalent here",
                        "the aggregate `stdev` has no equivalent here",
                        "this aggregate has no name",
                        "`perc` needs a level in percent, between 1 and 100",
                        "`sum` needs one expression here, and has 2",
                        "`nothing` is no aggregate",
                        "`sum(x` is no aggregate",
                        "`dropEventsMode` has no equivalent here");
    }

    @Test
    void oursAreTheSameAfterAJourneyThroughCriblsFormat() throws IOException {
        String theirs = convert("""
                id: p
                processors:
                  - type: aggregate
                    name: spend
                    window: 5m
                    delay: 20s
                    keep: true
                    group_by: [genops.team, model: "attributes['gen_ai.request.model'] || 'none'"]
                    aggregates:
                      - cost: sum(attributes['genops.cost.total'])
                      - slow: count(duration_ms > 5)
                      - p99: quantile(duration_ms, 0.999)
                  - {type: throttle, key: [name, status], allow: 3, per: 2m, count_field: suppressCount, max_keys: 7}
                """, Format.CRIBL);
        assertThat(problems.all()).isEmpty();
        assertThat(theirs)
                .contains("id: aggregation", "timeWindow: 300s", "lagTolerance: 20s", "passthrough: true")
                .contains("sum(attributes['genops.cost.total']).as(cost)")
                .contains("count().where(duration_ms > 5).as(slow)")
                .contains("perc(99.9, duration_ms).as(p99)")
                .contains("id: suppress", "keyExpr: JSON.stringify([name, status])")
                .contains("suppressPeriodSec: 120", "maxCacheSize: 7");
        String again = convert(theirs, Format.GENOPS);
        assertThat(problems.all()).isEmpty();
        assertThat(again)
                .contains("window: 300s", "delay: 20s", "keep: true")
                .contains("genops.team: attributes['genops.team']", "model: model")
                .contains("p99: quantile(duration_ms, 0.999)")
                .contains("slow: count(duration_ms > 5)", "allow: 3", "per: 120s");
        assertThat(load(again)).isEmpty();
    }

    @Test
    void durationsThatAreNoSecondsAreToldOnTheWayThere() throws IOException {
        convert("{id: p, processors: [{type: throttle, per: 1500ms}]}", Format.CRIBL);
        assertThat(problems.all().stream().map(Problem::text))
                .contains("`per` has no equivalent in Cribl: it counts whole seconds")
                .contains("`suppressed_count` is called `suppressCount` in Cribl");
    }

    private String load(String ours) {
        return new Processing(ours)
                .problems.errors().stream().map(Problem::toString).collect(joining("\n"));
    }

    private String convert(String text, Format to) throws IOException {
        Path file = Files.writeString(temp.resolve("p.yml"), text);
        return Conversion.of(file, problems).to(to).entrySet().stream()
                .filter(made -> made.getKey().contains("pipelines/"))
                .map(made -> new String(made.getValue(), UTF_8))
                .collect(joining());
    }
}
