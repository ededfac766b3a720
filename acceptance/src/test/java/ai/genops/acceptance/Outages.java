package ai.genops.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The configuration of the tests in which destinations fail: everything goes into a file, the lake and a webhook.
final class Outages {
    private Outages() {}

    static Path configure(Path config, String webhook, String... more) throws IOException {
        write(config.resolve("server.yaml"), "log:", "  max_size: 4 GB");
        write(
                config.resolve("sources/otlp.yaml"),
                "id: otlp",
                "type: otlp",
                "host: 127.0.0.1",
                "http_port: 4318",
                "grpc_port: 4317");
        write(
                config.resolve("destinations/file.yaml"),
                "id: file",
                "type: file",
                "path: events.ndjson",
                "max_bytes: 10 GB");
        write(
                config.resolve("destinations/lake.yaml"),
                "id: lake",
                "type: cribl_lake",
                "datasets:",
                "  - name: genops_ai",
                "    retention: 90 days");
        write(
                config.resolve("destinations/receiver.yaml"),
                "id: receiver",
                "type: webhook",
                "url: " + webhook,
                "batch: true",
                "takes: all",
                "batch_size: 100",
                "flush_interval: 50 ms",
                "timeout: 1s",
                "max_retries: 3",
                "retry_interval: 20 ms",
                "max_retry_delay: 200 ms",
                "concurrency: 1",
                String.join("\n", more));
        write(
                config.resolve("routes/all.yaml"),
                "- {id: to_file, destination: file}",
                "- {id: to_lake, destination: lake, dataset: genops_ai}",
                "- {id: to_receiver, destination: receiver}");
        return config;
    }

    private static void write(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }
}
