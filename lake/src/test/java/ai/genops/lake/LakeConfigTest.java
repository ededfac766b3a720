package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.event.Fields;
import ai.genops.expression.Scope;
import ai.genops.pipeline.Availability;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeConfigTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @Test
    void anIndexesConfLoadsAsDatasets(@TempDir Path folder) throws Exception {
        java.nio.file.Files.writeString(folder.resolve("indexes.conf"), """
                # splunk/local/indexes.conf
                [genops_ai]
                homePath = $SPLUNK_DB/genops_ai/db
                maxTotalDataSizeMB = 10000
                maxDataSize = auto
                frozenTimePeriodInSecs = 7776000  # 90 days

                [audit]
                frozenTimePeriodInSecs = 90
                coldToFrozenDir = $SPLUNK_DB/frozen
                """);
        Problems problems = new Problems();
        LakeConfig config = LakeConfig.read(Feed.section("indexes_conf: indexes.conf", problems), folder);
        assertThat(config.datasets().getFirst().age()).hasDays(90);
        assertThat(config.datasets().getFirst().keeping())
                .isEqualTo(new DatasetConfig.Keeping(10_000L << 20, "", false));
        assertThat(config.datasets().getLast().keeping().writeOnce()).isTrue();
        assertThat(config.datasets().getLast().retention()).isEqualTo("90 seconds");
        assertThat(problems.all())
                .extracting(problem -> problem.at() + " " + problem.text())
                .containsExactlyInAnyOrder(
                        "indexes.conf:10:1 `coldToFrozenDir` is `$SPLUNK_DB/frozen`, and there is no `$SPLUNK_DB` here",
                        "indexes.conf of how Splunk stores indexes, these have no meaning here: homePath, maxDataSize");
    }

    @Test
    void theUsersBlockLoadsUnchanged() throws Exception {
        try (Feed feed = new Feed(folder, """
                id: cribl_lake
                type: cribl_lake
                description: Store GenOps telemetry in Cribl Lake for search and analytics

                # Datasets
                datasets:
                  - name: genops_cost
                    description: Cost and token usage data
                    retention: 90 days
                    partition_by: team, environment

                  - name: genops_audit
                    description: Compliance audit trail
                    retention: 2555 days  # 7 years
                    partition_by: compliance_framework, year

                # Compression
                compression: parquet
                compression_codec: snappy

                # Indexing
                indexes:
                  - customer_id
                  - team
                """)) {
            assertThat(feed.problems.all()).isEmpty();
            assertThat(feed.destination.takes()).isEqualTo(Destination.Takes.ALL);
            assertThat(feed.destination.availability()).isEqualTo(new Availability.Ready());
            feed.destination.bind(new Route(
                    "audit",
                    "r",
                    Feed.section("{dataset: genops_audit, retention: 10 years}", feed.problems),
                    Scope.of(new Fields())));
            feed.edge("p", "unheard_of");
            feed.start();
            assertThat(feed.query("select name, retention, partition_by from meta.datasets order by name"))
                    .containsExactly(
                            "genops_ai||",
                            "genops_audit|10 years|compliance_framework, year",
                            "genops_cost|90 days|team, environment",
                            "unheard_of||");
            assertThat(feed.problems.errors()).isEmpty();
            assertThat(feed.problems.all())
                    .extracting(Problem::text)
                    .contains("dataset `unheard_of` is not among the `datasets` of `cribl_lake`; it is created");
        }
    }

    @Test
    void everyProblemIsToldAtOnceWithItsPlace() {
        try (Lake lake = Lake.readOnly(folder, Lake.Settings.DEFAULT).open()) {
            var destination = Feed.destination(lake, """
                    datasets:
                      - name: Genops-Cost
                      - name: twice
                        retention: soon
                      - name: twice
                        partition: team
                    compression_codec: snapy
                    batch_bytes: 0
                    """, problems);
            destination.bind(
                    new Route("p", "r", Feed.section("{retention: 0 days}", problems), Scope.of(new Fields())));
        }
        assertThat(problems.errors())
                .extracting(problem -> problem.at().line() + " " + problem.text())
                .containsExactly(
                        "1 `dataset` is missing",
                        "1 `retention` must be longer than nothing",
                        "2 `name` is `Genops-Cost`, which cannot name a dataset",
                        "4 `retention` must be a duration such as `30s` or `90 days`, is `soon`",
                        "5 dataset `twice` is here twice",
                        "6 `partition` is not known here",
                        "7 `compression_codec` is `snapy`, which is unknown",
                        "8 `batch_bytes` must be from 1 to 1 GB, is 0");
    }
}
