package ai.genops.destination.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.destination.metrics.Spans;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real Prometheus. Those before 3.0 take 2.0 for an empty request, so that the fallback is seen as well.
class PrometheusIT {
    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "2.0"})
    void aQueryGivesTheExactSumBackAlsoAfterARestart(String version) throws Exception {
        assumeTrue(
                RealPrometheus.isInstalled(),
                "SKIPPED: there is no `prometheus` on the path (Debian: apt install prometheus)");
        var blocks = new Blocks(Map.of());
        var spans = new Spans(InstantSource.system(), List.of("cost_total", "team"), List.of());
        var runtimes = new Runtimes();
        var random = new Random(7);
        Map<String, BigDecimal> expected = new TreeMap<>();
        long offset = 0;
        try (var prometheus = new RealPrometheus(data)) {
            for (int run = 0; run < 2; run++) {
                Destination destination =
                        blocks.destination("id: prom\ntype: prometheus_remote_write\nflush_interval: 30ms\nversion: \""
                                + version + "\"\nurl: " + prometheus.url() + "\n");
                Destination.Edge edge = destination.bind(spans.route(blocks, "p"));
                destination.start(new DestinationRuntime(runtimes, InstantSource.system(), data));
                for (int i = 0; i < 500; i++) {
                    double amount = random.nextInt(1, 2_000_000) / 1e6;
                    String team = "t" + random.nextInt(3);
                    spans.write(destination, edge, offset++, Map.of("cost_total", amount, "team", team));
                    expected.merge("{team=" + team + "}", new BigDecimal(Double.toString(amount)), BigDecimal::add);
                    if (i % 100 == 0) {
                        Sample.awaitCommitted(destination, offset);
                    }
                }
                Sample.awaitCommitted(destination, offset);
                assertThat(destination.stats().rejected()).isZero();
                destination.close();
            }
            Map<String, String> found = prometheus.query("sum by (team) (genops_cost_total)");
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            expected.forEach(
                    (team, sum) -> assertThat(new BigDecimal(found.get(team))).isEqualByComparingTo(sum));
            assertThat(prometheus.query("sum by (team) (min_over_time(genops_cost_total[1h]))"))
                    .allSatisfy((_, zero) -> assertThat(zero).isEqualTo("0"));
            assertThat(prometheus.query("sum by (team) (resets(genops_cost_total[1h]))"))
                    .allSatisfy((_, resets) -> assertThat(resets).isEqualTo("0"));
        }
    }
}
