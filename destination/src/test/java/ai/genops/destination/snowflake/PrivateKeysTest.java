package ai.genops.destination.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {
    private static final KeyPair KEY = Keys.REGISTERED;

    @TempDir
    Path folder;

    @Test
    void pemWithLineEndsWrittenOutIsRead() throws Exception {
        assertThat(PrivateKeys.read(Keys.pem(KEY).replace("\n", "\\n"), "")).isEqualTo(KEY.getPrivate());
        assertThat(PrivateKeys.read(Keys.pem(KEY), "not needed")).isEqualTo(KEY.getPrivate());
    }

    /// `des3` is what Snowflake's instructions say.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "des3",
                "aes128",
                "aes192",
                "aes256",
                "aes256 -v2prf hmacWithSHA1",
                "aes256 -v2prf hmacWithSHA512"
            })
    void keysThatOpensslEncryptedAreOpened(String cipher) throws Exception {
        String pem = encrypted(cipher, "päss wörd");
        assertThat(pem).contains("BEGIN ENCRYPTED PRIVATE KEY");
        assertThat(PrivateKeys.read(pem, "päss wörd")).isEqualTo(KEY.getPrivate());
        assertUnusable(pem, "other", "does not open with `private_key_passphrase`");
        assertUnusable(pem, "", "has a passphrase");
    }

    @Test
    void otherKeysAreToldApart() throws Exception {
        String der = Keys.pem("RSA PRIVATE KEY", KEY.getPrivate().getEncoded());
        assertUnusable(der, "", "is in the older form PKCS #1");
        assertUnusable(Keys.pem("PUBLIC KEY", KEY.getPublic().getEncoded()), "", "holds a PUBLIC KEY");
        assertUnusable(Keys.pem(Keys.generate(1024)), "", "is shorter than 2048 bits");
        assertUnusable("s3cr3t", "", "holds no RSA key (PKCS #8, PEM)");
        assertUnusable(Keys.pem("ENCRYPTED PRIVATE KEY", new byte[] {0x30, 3, 1, 1, 0}), "p", "is encrypted in a way");
    }

    private static void assertUnusable(String pem, String passphrase, String reason) {
        assertThatThrownBy(() -> PrivateKeys.read(pem, passphrase))
                .isInstanceOf(PrivateKeys.UnusableException.class)
                .hasMessageStartingWith(reason);
    }

    private String encrypted(String cipher, String passphrase) throws Exception {
        Path plain = Files.writeString(folder.resolve("plain.pem"), Keys.pem(KEY));
        Path out = folder.resolve("out.p8");
        List<String> command =
                new java.util.ArrayList<>(List.of("openssl", "pkcs8", "-topk8", "-in", plain.toString()));
        command.addAll(List.of("-out", out.toString(), "-passout", "pass:" + passphrase, "-v2"));
        command.addAll(List.of(cipher.split(" ")));
        boolean there = Files.isExecutable(Path.of("/usr/bin/openssl"));
        Assumptions.assumeTrue(there, "openssl is not installed");
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(tool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(said).isZero();
        return Files.readString(out);
    }
}
