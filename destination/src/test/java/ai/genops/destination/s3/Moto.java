package ai.genops.destination.s3;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// PyPI's moto, an S3 server that enforces object lock, as a child process. Where it is not installed, tests are
/// skipped and say so.
public final class Moto implements AutoCloseable {
    private final Process process;
    private final int port;

    private Moto(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static Moto start() throws IOException, InterruptedException {
        require("python3", "-c", "import moto.server, flask");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder("python3", "-m", "moto.server", "-H", "127.0.0.1", "-p", "" + port)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/moto.log").toFile())
                .start();
        Moto moto = new Moto(process, port);
        moto.await();
        return moto;
    }

    private static void require(String... command) throws InterruptedException {
        try {
            Process probe = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (probe.waitFor(60, TimeUnit.SECONDS) && probe.exitValue() == 0) {
                return;
            }
            probe.destroy();
        } catch (IOException e) {
            // no Python: told below
        }
        System.err.println("SKIPPED: tests against an S3 server need `pip install 'moto[server]'`");
        abort("moto is not installed");
    }

    private void await() throws IOException, InterruptedException {
        for (int i = 0; i < 600; i++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        process.destroy();
        throw new IOException("moto does not answer");
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    S3Client client() {
        return S3Client.builder()
                .endpointOverride(URI.create(address()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("admin", "adminsecret")))
                .build();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
