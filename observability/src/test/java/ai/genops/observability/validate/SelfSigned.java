package ai.genops.observability.validate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A certificate as Splunk has them after installation: signed by itself. */
final class SelfSigned {
    private static final String PASSWORD = "changeit";

    private final Path store;
    private final Path pem;

    /** @param start of its year, from now on, as keytool writes it; null: now */
    SelfSigned(Path folder, String name, @Nullable String start) throws IOException, InterruptedException {
        String file = "certificate-" + System.nanoTime();
        store = folder.resolve(file + ".p12");
        pem = folder.resolve(file + ".pem");
        List<String> make = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-validity",
                "365",
                "-ext",
                "san=" + name,
                "-storetype",
                "PKCS12"));
        if (start != null) {
            make.addAll(List.of("-startdate", start));
        }
        keytool(make);
        keytool(List.of("-exportcert", "-rfc", "-alias", "server", "-file", pem.toString()));
    }

    private void keytool(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(arguments);
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(said);
        }
    }

    Path pem() {
        return pem;
    }

    SSLContext context() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
