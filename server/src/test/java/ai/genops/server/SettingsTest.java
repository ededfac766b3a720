package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.log.Compression;
import ai.genops.log.Overflow;
import ai.genops.pipeline.ConsumerBuffer;
import ai.genops.source.config.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Path SEEDS = Path.of("../../shared/conformance");

    @TempDir
    Path folder;

    private TestServer files;

    @BeforeEach
    void configuration() {
        files = new TestServer(folder);
        files.file("server.yaml", "api_port: 0\n");
    }

    private ServerPlan plan(String... settings) {
        var options = new ServerOptions(folder, files.config(), files.data(), List.of(settings), 0);
        return ServerPlan.read(options, _ -> null);
    }

    private static String notes(ServerPlan plan) {
        assertThat(plan.errors()).isEmpty();
        return plan.problems().all().toString();
    }

    @Test
    void theSeedsBlocksConfigureLogAndDeliveriesUnchanged() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(SEEDS), "SKIPPED: the conformance files are not beside the project");
        for (String seed : List.of(
                "source/buffer-and-health-check.yaml",
                "source/retry-policy.yaml",
                "source/data-parsing.yaml",
                "production/performance.yaml")) {
            files.file("settings/" + Path.of(seed).getFileName(), Files.readString(SEEDS.resolve(seed)));
        }
        ServerPlan plan = plan();
        assertThat(notes(plan))
                .contains("holds what `Max Size` of `Buffer Settings` (500 MB) says, for 7 days")
                .contains("not in force: `disk_size` at settings/performance.yaml")
                .contains("`max_memory_per_worker` is capped")
                .contains("`memory_size` is capped")
                .contains("`max_concurrent_events` has no effect of its own");
        var log = plan.server().log();
        assertThat(log.maxBytes()).isEqualTo(500_000_000);
        assertThat(log.maxAge()).isEqualTo(Duration.ofDays(7));
        assertThat(log.compression()).isEqualTo(Compression.GZIP);
        assertThat(log.overflow()).isEqualTo(Overflow.BLOCK);
        assertThat(plan.sources().getFirst().config().limits().maxConnections()).isEqualTo(1000);
    }

    @Test
    void theSeedsSecurityHoldsForEverySource() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(SEEDS), "SKIPPED: the conformance files are not beside the project");
        files.file("settings/security.yaml", Files.readString(SEEDS.resolve("production/security.yaml")));
        assertThat(plan().errors())
                .extracting(problem -> problem.text())
                .allMatch(text -> text.contains("which cannot be read, nor can " + files.config()))
                .hasSize(2);
        files.file("certs/server.crt", "").file("certs/server.key", "");
        ServerPlan plan = plan();
        assertThat(notes(plan))
                .contains("`security.source_auth` wants a token, and `otlp` asks for none")
                .contains("who may connect is the firewall's affair");
        var source = plan.sources().getFirst().config();
        assertThat(source.limits().requestsPerAddress()).isEqualTo(10_000);
        assertThat(source.listen().tls())
                .isEqualTo(new Tls.OfFiles(
                        files.config().resolve("certs/server.crt"),
                        files.config().resolve("certs/server.key")));
    }

    @Test
    void whatASourceSaysOfItsSecurityComesFirst() {
        files.file("sources/otlp.yaml", """
                {id: otlp, type: otlp, http_port: 0, grpc_port: 0, tls: {self_signed: true}, token: 'a-token-of-ours',
                 max_requests_per_address: 600/minute}
                """);
        files.file("settings/security.yaml", """
                security:
                  source_auth: {type: bearer_token}
                  tls: {enabled: false, certificate: none.pem}
                  network: {rate_limiting: {max_requests: many}}
                """);
        assertThat(plan().errors())
                .extracting(problem -> problem.text())
                .anyMatch(text -> text.contains("`certificate` is `none.pem`"))
                .anyMatch(text -> text.contains("`private_key` is missing"))
                .anyMatch(text -> text.contains("`many`, which is no rate"));
        var source = plan().sources().getFirst().config();
        assertThat(source.limits().requestsPerAddress()).isEqualTo(10);
        assertThat(source.listen().tls()).isEqualTo(new Tls.SelfSigned());
    }

    @Test
    void theSeedsBatchingAndRetryHoldForEveryDestination() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(SEEDS), "SKIPPED: the conformance files are not beside the project");
        files.file("settings/batching.yaml", Files.readString(SEEDS.resolve("destinations/6-batching.yaml")));
        files.file("settings/retry.yaml", Files.readString(SEEDS.resolve("destinations/7-retry.yaml")));
        files.file(
                "destinations/d.yaml", "{id: d, type: webhook, url: 'http://127.0.0.1:9', max_retry_delay: 500ms}\n");
        assertThat(plan().errors())
                .singleElement()
                .satisfies(error ->
                        assertThat(error.text()).contains("`max_retry_delay` is shorter than the first delay"));
        files.file("destinations/d.yaml", "{id: d, type: webhook, url: 'http://127.0.0.1:9'}\n");
        assertThat(plan().errors()).isEmpty();
    }

    @Test
    void whatServerYamlSaysComesFirst() {
        files.file("settings/buffer.yaml", "Buffer Settings: {Max Size: 300 MB, Overflow Action: drop_oldest}\n");
        ServerPlan plan = plan("server.log.max_size=400MB", "server.log.overflow=block");
        assertThat(plan.server().log().maxBytes()).isEqualTo(400_000_000);
        assertThat(plan.server().log().overflow()).isEqualTo(Overflow.BLOCK);
        assertThat(notes(plan)).contains("`log.max_size`").contains("not in force: `Max Size`");
    }

    @Test
    void aKeyNobodyKnowsIsAnError() {
        files.file("settings/all.yaml", """
                retry: {max_retris: 3}
                performance_settings: {pipeline: {batchsize: 1000, speed: high}, workers: 3}
                """);
        assertThat(plan().errors())
                .extracting(problem -> problem.text())
                .containsExactly(
                        "`max_retris` is not known here", "`speed` is not known here", "`workers` is not known here");
    }

    @Test
    void aDestinationsOwnBufferIsChecked() {
        files.file("destinations/d.yaml", """
                - {id: d, type: file, path: a.ndjson, buffer: {max_size: 1 MB, overflow_action: lose}}
                - {id: e, type: file, path: b.ndjson, buffer: {max_size: 100 MB, overflow_action: dead_letter}}
                - {id: l, type: lake, buffer: {overflow_action: dead_letter}}
                """);
        ServerPlan plan = plan();
        assertThat(plan.errors())
                .extracting(problem -> problem.text())
                .anyMatch(text -> text.contains("must be at least 34 MB"))
                .anyMatch(text -> text.contains("`lose`, which is unknown"))
                .anyMatch(text -> text.contains("a lake has no dead letters"))
                .hasSize(3);
        assertThat(plan.configuration().buffers())
                .containsEntry("e", new ConsumerBuffer(100_000_000, ConsumerBuffer.Action.DEAD_LETTER));
    }
}
