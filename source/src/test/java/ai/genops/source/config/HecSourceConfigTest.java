package ai.genops.source.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HecSourceConfigTest {
    private final Problems problems = new Problems();
    private final Secrets secrets = new Secrets(name -> name.equals("HEC_TOKEN") ? "t0ken" : null);

    @TempDir
    Path folder;

    @Test
    void splunksInputsConfLoadsAsItStands() throws IOException {
        try (InputStream in = HecSourceConfigTest.class.getResourceAsStream("/conformance/inputs.conf")) {
            Files.copy(Objects.requireNonNull(in), folder.resolve("inputs.conf"));
        }
        HecSourceConfig config = read("inputs_conf: inputs.conf");
        assertThat(problems.all()).isEmpty();
        assertThat(config)
                .isEqualTo(new HecSourceConfig(
                        "genops_hec_source",
                        "genops_hec_source",
                        "genops_otlp_source",
                        "127.0.0.1",
                        8088,
                        new Tls.SelfSigned(),
                        false,
                        new Limits(10_000_000, Duration.ofSeconds(30), true, 100_000_000),
                        TenantSettings.OFF,
                        List.of(new HecToken(
                                "genops_ai_token",
                                new SourceToken.Generate(),
                                List.of("genops_ai"),
                                "genops_ai",
                                "",
                                "http:genops_ai_token",
                                "genops:telemetry",
                                true,
                                false,
                                false))));
    }

    @Test
    void inputsConfIsReadBySplunksRules() throws IOException {
        Files.writeString(folder.resolve("inputs.conf"), """
                # a comment
                [default]
                host = h
                [http]
                disabled = 1
                port=9088
                enableSSL = 0
                [http://a]
                token = ${HEC_TOKEN}
                indexes = one, \\
                   two
                index = two
                allowQueryStringAuth = true
                [http://b]
                token = other = with equals
                disabled = 0
                """);
        HecSourceConfig config = read("inputs_conf: inputs.conf", "tokens: [{name: c, token: third}]");
        assertThat(problems.all()).singleElement().asString().contains("inputs.conf:2:1: note: ", "`[default]`");
        assertThat(config.port()).isEqualTo(9088);
        assertThat(config.tls()).isEqualTo(new Tls.None());
        assertThat(config.tokens()).extracting(HecToken::name).containsExactly("c", "a", "b");
        assertThat(config.tokens()).allMatch(HecToken::disabled); // the whole input is
        HecToken token = config.tokens().get(1);
        assertThat(token.indexes()).containsExactly("one", "two");
        assertThat(token.index()).isEqualTo("two");
        assertThat(token.inQuery()).isTrue();
        assertThat(token.token()).isEqualTo(SourceToken.of("t0ken"));
        assertThat(config.tokens().get(2).token()).isEqualTo(SourceToken.of("other = with equals"));
    }

    @Test
    void problemsOfInputsConfHaveTheirPlace() throws IOException {
        Files.writeString(folder.resolve("inputs.conf"), """
                [http]
                prot = 8088
                nonsense
                [http://a]
                indexes = one
                index = two
                """);
        read("inputs_conf: inputs.conf");
        assertThat(problems.errors())
                .extracting(Problem::toString)
                .satisfiesExactlyInAnyOrder(
                        error -> assertThat(error).contains("inputs.conf:2:1", "`prot` is not known", "`port`"),
                        error -> assertThat(error).contains("inputs.conf:3:1", "`nonsense` is no setting"),
                        error -> assertThat(error).contains("inputs.conf:4:1", "`token` is missing"),
                        error -> assertThat(error).contains("inputs.conf:6:1", "not among its `indexes`"));
    }

    @Test
    void ourOwnFormIsChecked() {
        read(
                "port: 70000",
                "max_in_flight_bytes: 1 MB",
                "tls: {cert_file: none.pem}",
                "tokens: [{name: 'a b', token: x}, {name: c, token: '${MISSING}'}, {name: c, token: y, colour: red}]");
        assertThat(problems.errors())
                .extracting(Problem::text)
                .satisfiesExactlyInAnyOrder(
                        error -> assertThat(error).contains("`port` must be a whole number from 0 to 65535"),
                        error -> assertThat(error).contains("`max_in_flight_bytes` (1000000)"),
                        error -> assertThat(error).contains("`cert_file` is", "cannot be read"),
                        error -> assertThat(error).contains("`key_file` is missing"),
                        error -> assertThat(error).contains("`name` must be 1 to 64"),
                        error -> assertThat(error).contains("`token`: MISSING is not set"),
                        error -> assertThat(error).contains("`colour` is not known"),
                        error -> assertThat(error).contains("two tokens have the name `c`"));
    }

    @Test
    void aSourceWithoutTokensIsRefused() {
        read("port: 1");
        assertThat(problems.errors()).singleElement().asString().contains("there is no token");
    }

    @Test
    void whatOthersReachUnencryptedIsNoted() {
        read("host: 0.0.0.0", "tokens: [{name: a, token: secret-a}]");
        assertThat(problems.errors()).isEmpty();
        assertThat(problems.all())
                .singleElement()
                .asString()
                .contains("nothing is encrypted")
                .doesNotContain("secret-a");
        assertThat(read("tokens: [{name: a, token: secret-a}]").toString()).doesNotContain("secret-a");
    }

    private HecSourceConfig read(String... lines) {
        String yaml = "type: splunk_hec\n" + String.join("\n", lines);
        return HecSourceConfig.read(
                Section.of(
                        YamlReader.parse(yaml, "test.yaml", problems),
                        "source",
                        Location.of("test.yaml"),
                        problems,
                        secrets),
                folder);
    }
}
