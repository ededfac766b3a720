package ai.genops.destination.prometheus;

import ai.genops.destination.contract.FaultyServer;
import ai.genops.destination.contract.FaultyServer.Answer;
import ai.genops.destination.contract.HttpContract;
import ai.genops.destination.contract.Received;
import ai.genops.event.Event;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Each event is a counter of its own, by its label. A total may be told any number of times.
abstract class PrometheusContract extends HttpContract {
    private final String version;

    PrometheusContract(String version) {
        this.version = version;
    }

    @Override
    protected String block(String address) {
        return "id: prom\ntype: prometheus_remote_write\nurl: " + address + "/api/v1/write\nversion: '" + version
                + "'\nbearer_token: ${TOKEN}\nflush_interval: 20ms\nbatch_size: 5\n"
                + "metrics:\n  mappings:\n    - name: genops_n_total\n      type: count\n      value: '1'\n"
                + "      tags: ['n:${attributes.n}']\n";
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("TOKEN", secret());
    }

    @Override
    protected String secret() {
        return "s3cr3t-token";
    }

    @Override
    protected Event event(long number) {
        Event event = super.event(number);
        event.time(InstantSource.system().millis() * 1_000_000, -1);
        return event;
    }

    @Override
    protected Answer success(Received request) {
        return FaultyServer.status(204, "", "X-Prometheus-Remote-Write-Samples-Written", "1");
    }

    /// The counters that are told to be more than 0.
    @Override
    protected List<Long> numbers(Received request) {
        List<Long> numbers = new ArrayList<>();
        ProtoReader message = ProtoReader.of(decompressed(request.body()));
        boolean second = version.equals("2.0");
        List<String> symbols = message.texts(4);
        for (ProtoReader series : message.messages(second ? 5 : 1)) {
            List<String> labels = new ArrayList<>();
            if (second) {
                series.packed(1).forEach(reference -> labels.add(symbols.get(reference)));
            } else {
                series.messages(1).forEach(label -> {
                    labels.addAll(label.texts(1));
                    labels.addAll(label.texts(2));
                });
            }
            if (series.messages(2).getLast().real(1) > 0) {
                numbers.add(Long.valueOf(labels.get(labels.indexOf("n") + 1)));
            }
        }
        return numbers;
    }

    private static byte[] decompressed(byte[] body) {
        var snappy = new SnappyJavaDecompressor();
        byte[] plain = new byte[snappy.getUncompressedLength(body, 0)];
        snappy.decompress(body, 0, body.length, plain, 0, plain.length);
        return plain;
    }

    /// The counter itself.
    @Override
    protected String identity(Received request, long event) {
        return "n=" + event;
    }
}
