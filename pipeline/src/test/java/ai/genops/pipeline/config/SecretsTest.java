package ai.genops.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @TempDir
    Path folder;

    @Test
    void aStoreThatIsNotThereIsNamedWithThoseThatAre() {
        Secret secret = new Secrets(_ -> null).withFiles(folder).resolve("${aws-sm:prod/datadog#key}");
        assertThat(secret.missing())
                .isEqualTo("`${aws-sm:prod/datadog#key}` names no store of secrets; there are file, vault");
    }

    @Test
    void aStoreOfOnesOwnIsAsked() {
        var secrets = new Secrets(_ -> null, List.of(new Counting()));
        Secret first = secrets.resolve("${count:x}");
        Secret again = secrets.resolve("a-${count:x}-${count:x}");
        assertThat(first.value()).isEqualTo("x1");
        assertThat(again.value()).isEqualTo("a-x1-x1");
        secrets.refresh();
        assertThat(again.value()).isEqualTo("a-x2-x2");
        assertThat(again.hidden()).contains("a-x2-x2", "x2", "x1");
    }

    @Test
    void whatWasHeldIsRememberedWithinABound() {
        var secrets = new Secrets(_ -> null, List.of(new Counting()));
        Secret secret = secrets.resolve("${count:x}");
        for (int i = 0; i < 100; i++) {
            secrets.refresh();
        }
        assertThat(secret.value()).isEqualTo("x101");
        assertThat(secret.hidden())
                .hasSize(1 + HeldSecret.MOST_VALUES)
                .contains("x94")
                .doesNotContain("x93");
    }

    @Test
    void refreshingGoesOnUntilItIsClosed() throws InterruptedException {
        var secrets = new Secrets(_ -> null, List.of(new Counting()));
        Secret secret = secrets.resolve("${count:x}");
        try (var _ = secrets.refreshEvery(Duration.ofMillis(1))) {
            for (int i = 0; i < 2000 && secret.value().compareTo("x3") < 0; i++) {
                Thread.sleep(5);
            }
        }
        assertThat(secret.value()).isGreaterThanOrEqualTo("x3");
    }

    private static final class Counting implements SecretStore {
        private int calls;

        @Override
        public String scheme() {
            return "count";
        }

        @Override
        public synchronized String fetch(String reference) {
            return reference + ++calls;
        }
    }

    @Nested
    class FromFiles {
        private Secrets secrets;

        @BeforeEach
        void read() {
            secrets = new Secrets(Map.of("USER", "u")::get).withFiles(folder);
        }

        @Test
        void aFileIsReadRelativeToTheConfigurationWithoutItsLineEnd() throws IOException {
            Files.createDirectories(folder.resolve("secrets"));
            Files.writeString(folder.resolve("secrets/token"), " s3cret \r\n\n");
            assertThat(secrets.resolve("${USER}:${file:secrets/token}!").value())
                    .isEqualTo("u: s3cret !");
            String absolute = "${file:" + folder.resolve("secrets/token") + "}";
            assertThat(secrets.resolve(absolute).value()).isEqualTo(" s3cret ");
        }

        @Test
        void aRotatedFileIsSeenAndOneThatVanishesKeepsItsValue() throws IOException {
            Path file = folder.resolve("token");
            Files.writeString(file, "one\n");
            Secret secret = secrets.resolve("Bearer ${file:token}");
            Files.writeString(file, "two\n");
            assertThat(secret.value()).isEqualTo("Bearer one");
            secrets.refresh();
            assertThat(secret.value()).isEqualTo("Bearer two");
            Files.delete(file);
            secrets.refresh();
            assertThat(secret.value()).isEqualTo("Bearer two");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                nothing | the file `nothing` is not there
                empty   | the file `empty` is empty
                large   | the file `large` is larger than 65536 bytes
                binary  | the file `binary` is not UTF-8 text
                .       | the file `.` cannot be read
                """)
        void whatIsNoSecretIsMissingWithItsReason(String name, String reason) throws IOException {
            Files.writeString(folder.resolve("empty"), "\n");
            Files.write(folder.resolve("large"), new byte[FileStore.MAX_BYTES + 1]);
            Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 1});
            Secret secret = secrets.resolve("${file:" + name + "}");
            assertThat(secret.missing()).isEqualTo(reason);
            assertThat(secret.value()).isEmpty();
        }

        @Test
        void aFileEverybodyCanReadIsNoted() throws IOException {
            Files.writeString(folder.resolve("token"), "s3cret");
            Files.setPosixFilePermissions(folder.resolve("token"), PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(notes()).singleElement().asString().contains("everybody").doesNotContain("s3cret");
            Files.setPosixFilePermissions(folder.resolve("token"), PosixFilePermissions.fromString("rw-------"));
            assertThat(notes()).isEmpty();
        }

        private List<Problem> notes() {
            var problems = new Problems();
            Yaml value = YamlReader.parse("key: ${file:token}", "f.yaml", problems);
            Section section = Section.of(value, "it", Location.of("f.yaml"), problems, secrets);
            assertThat(section.secret("key").value()).isEqualTo("s3cret");
            return problems.all();
        }
    }

    @Nested
    class FromVault {
        private FakeVault vault;
        private Secrets secrets;

        @BeforeEach
        void start() throws IOException {
            vault = new FakeVault();
            vault.put("genops/datadog", "{\"other\":{\"api_key\":\"no\"},\"api_key\":\"dd-one\",\"port\":8088}");
            secrets = new Secrets(vault.environment()::get);
        }

        @AfterEach
        void stop() {
            vault.close();
        }

        @Test
        void aKeyOfASecretIsRead() {
            assertThat(secrets.resolve("${vault:secret/genops/datadog#api_key}"))
                    .isEqualTo(new Secret("dd-one", ""));
            assertThat(secrets.resolve("${vault:secret/data/genops/datadog#port}")
                            .value())
                    .isEqualTo("8088");
        }

        @Test
        void aRotatedSecretIsSeenAtTheNextUse() {
            Secret secret = secrets.resolve("Key ${vault:secret/genops/datadog#api_key}");
            vault.put("genops/datadog", "{\"api_key\":\"dd-two\"}");
            secrets.refresh();
            assertThat(secret.value()).isEqualTo("Key dd-two");
            assertThat(secret.hidden()).contains("dd-one", "dd-two");
        }

        @Test
        void aVaultThatFailsLaterTakesNothingAway() {
            Secret secret = secrets.resolve("${vault:secret/genops/datadog#api_key}");
            vault.sealed = true;
            secrets.refresh();
            assertThat(secret.value()).isEqualTo("dd-one");
            vault.sealed = false;
            vault.put("genops/datadog", "null");
            secrets.refresh();
            assertThat(secret.value()).isEqualTo("dd-one");
            vault.put("genops/datadog", "{\"api_key\":\"dd-three\"}");
            secrets.refresh();
            assertThat(secret.value()).isEqualTo("dd-three");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                secret/genops/nothing#a   | Vault has no secret `secret/genops/nothing` (HTTP 404)
                secret/genops/datadog#key | Vault's secret `secret/genops/datadog` has no key `key`
                secret/genops/datadog#other | `other` of Vault's secret `secret/genops/datadog` is not a text
                elsewhere/a#b             | Vault refuses VAULT_TOKEN the secret `elsewhere/a` (HTTP 403)
                secret/genops/datadog     | `${vault:secret/genops/datadog}` is not of the form `${vault:mount/path#key}`
                secret#key                | `${vault:secret#key}` is not of the form `${vault:mount/path#key}`
                """)
        void whatIsMissingIsSaid(String reference, String reason) {
            assertThat(secrets.resolve("${vault:" + reference + "}").missing()).isEqualTo(reason);
        }

        @Test
        void neitherTokenNorAnswerIsInAReason() {
            Map<String, String> wrong = new HashMap<>(vault.environment());
            wrong.put("VAULT_TOKEN", "s3cr3t\nwrong");
            assertThat(reason(wrong)).contains("VAULT_TOKEN is not a token").doesNotContain("s3cr3t");
            wrong.put("VAULT_TOKEN", "s3cr3t-wrong");
            assertThat(reason(wrong)).contains("HTTP 403").doesNotContain("s3cr3t");
            wrong.remove("VAULT_TOKEN");
            assertThat(reason(wrong)).isEqualTo("VAULT_TOKEN is not set");
            wrong.remove("VAULT_ADDR");
            assertThat(reason(wrong)).isEqualTo("VAULT_ADDR is not set");
        }

        @Test
        void aVaultThatIsNotThereOrSealedIsSaid() {
            vault.sealed = true;
            assertThat(reason(vault.environment())).isEqualTo("Vault is sealed or in maintenance (HTTP 503)");
            vault.close();
            assertThat(reason(vault.environment()))
                    .startsWith("Vault at 127.0.0.1:")
                    .endsWith(" does not answer for `secret/genops/datadog`");
        }

        private static String reason(Map<String, String> environment) {
            return new Secrets(environment::get)
                    .resolve("${vault:secret/genops/datadog#api_key}")
                    .missing();
        }
    }
}
