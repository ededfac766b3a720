package ai.genops.destination.prometheus;

import ai.genops.destination.metrics.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Prometheus server of its own, which receives remote write.
final class RealPrometheus implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prometheus")));
    }

    RealPrometheus(Path folder) throws IOException, InterruptedException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        address = "127.0.0.1:" + port;
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "global:\n  scrape_interval: 1h\n");
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=" + address,
                        "--web.enable-remote-write-receiver",
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        for (int i = 0; i < 600 && !isReady(); i++) {
            Thread.sleep(50);
        }
    }

    String url() {
        return "http://" + address + "/api/v1/write";
    }

    /// The value of each series of an instant query, by the labels that are left.
    Map<String, String> query(String promQl) throws IOException, InterruptedException {
        String query = URLEncoder.encode(promQl, StandardCharsets.UTF_8);
        Map<?, ?> answer = (Map<?, ?>) Json.parse(get("/api/v1/query?query=" + query));
        Map<?, ?> data = Json.member(Map.class, answer, "data");
        Map<String, String> values = new TreeMap<>();
        for (Object one : Json.member(List.class, data, "result")) {
            Map<?, ?> result = (Map<?, ?>) one;
            List<?> value = Json.member(List.class, result, "value");
            values.put(String.valueOf(result.get("metric")), String.valueOf(value.get(1)));
        }
        return values;
    }

    private boolean isReady() throws InterruptedException {
        try {
            get("/-/ready");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
        var answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("HTTP " + answer.statusCode());
        }
        return answer.body();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly();
        http.close();
    }
}
