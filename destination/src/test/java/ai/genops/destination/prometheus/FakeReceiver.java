package ai.genops.destination.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/// A receiver of remote write by both versions of its specification. Like Prometheus it refuses what is out of order,
/// but takes a sample again that it has.
final class FakeReceiver implements AutoCloseable {
    enum Fault {
        BUSY,
        BROKEN,
        ANSWER_LOST,
        REFUSE
    }

    /// What becomes of a request of 2.0.
    enum Understands {
        BOTH,
        ONLY_1_AND_SAYS_SO,
        ONLY_1_AND_SEES_AN_EMPTY_REQUEST
    }

    record At(long millis, double value) {}

    final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    final List<String> refusals = new ArrayList<>();
    final List<String> versions = new ArrayList<>();
    final Map<String, List<At>> samples = new TreeMap<>();
    final Map<String, Long> types = new TreeMap<>();
    Understands understands = Understands.BOTH;
    String authorization = "";
    volatile int requests;
    private final HttpServer server;

    FakeReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/write";
    }

    synchronized double last(String series) {
        return all(series).getLast().value();
    }

    synchronized List<At> all(String series) {
        List<At> all = samples.get(series);
        if (all == null) {
            throw new AssertionError("no series " + series + " among " + samples.keySet());
        }
        return all;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Fault fault = faults.poll();
            requests++;
            if (fault == Fault.BROKEN) {
                return;
            }
            int status = fault == Fault.BUSY ? 429 : fault == Fault.REFUSE ? 400 : take(exchange, body);
            if (fault != Fault.ANSWER_LOST) {
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }

    private int take(HttpExchange exchange, byte[] body) {
        try {
            var headers = exchange.getRequestHeaders();
            check(exchange.getRequestMethod().equals("POST"), "method");
            check(exchange.getRequestURI().toString().equals("/api/v1/write"), "path");
            check("snappy".equals(headers.getFirst("Content-Encoding")), "encoding");
            check(String.valueOf(headers.getFirst("User-Agent")).equals("genops"), "user agent");
            String given = headers.getFirst("Authorization");
            check(authorization.equals(given == null ? "" : given), "authorization " + given);
            String version = headers.getFirst("X-Prometheus-Remote-Write-Version");
            versions.add(version);
            String type = headers.getFirst("Content-Type");
            ProtoReader message = ProtoReader.of(decompressed(body));
            if ("2.0.0".equals(version)) {
                check("application/x-protobuf;proto=io.prometheus.write.v2.Request".equals(type), "type " + type);
                return second(exchange, message);
            }
            check("0.1.0".equals(version) && "application/x-protobuf".equals(type), version + " " + type);
            return first(message);
        } catch (RuntimeException e) {
            refusals.add(e.toString());
            return 400;
        }
    }

    private static byte[] decompressed(byte[] body) {
        var snappy = new SnappyJavaDecompressor();
        byte[] plain = new byte[snappy.getUncompressedLength(body, 0)];
        int length = snappy.decompress(body, 0, body.length, plain, 0, plain.length);
        check(length == plain.length, "length");
        return plain;
    }

    private int first(ProtoReader message) {
        for (ProtoReader series : message.messages(1)) {
            List<String> labels = new ArrayList<>();
            series.messages(1).forEach(label -> {
                labels.addAll(label.texts(1));
                labels.addAll(label.texts(2));
            });
            series(labels, series.messages(2));
        }
        return 204;
    }

    private int second(HttpExchange exchange, ProtoReader message) {
        switch (understands) {
            case ONLY_1_AND_SAYS_SO -> {
                return 415;
            }
            case ONLY_1_AND_SEES_AN_EMPTY_REQUEST -> {
                return 204;
            }
            case BOTH -> {}
        }
        List<String> symbols = message.texts(4);
        check(symbols.getFirst().isEmpty(), "the first symbol is not empty");
        check(symbols.stream().distinct().count() == symbols.size(), "repeated symbols");
        int written = 0;
        for (ProtoReader series : message.messages(5)) {
            List<String> labels = series.packed(1).stream().map(symbols::get).toList();
            String name = series(labels, series.messages(2));
            types.put(name, series.messages(5).getFirst().number(1));
            written++;
        }
        exchange.getResponseHeaders().add("X-Prometheus-Remote-Write-Samples-Written", String.valueOf(written));
        exchange.getResponseHeaders().add("X-Prometheus-Remote-Write-Histograms-Written", "0");
        exchange.getResponseHeaders().add("X-Prometheus-Remote-Write-Exemplars-Written", "0");
        return 204;
    }

    private String series(List<String> flat, List<ProtoReader> points) {
        check(flat.size() % 2 == 0 && !points.isEmpty(), "labels " + flat);
        Map<String, String> labels = new LinkedHashMap<>();
        String before = "";
        for (int i = 0; i < flat.size(); i += 2) {
            check(flat.get(i).compareTo(before) > 0, "labels are not ascending: " + flat);
            check(
                    flat.get(i).matches("[a-zA-Z_][a-zA-Z0-9_]*")
                            && !flat.get(i + 1).isEmpty(),
                    "label " + flat);
            before = flat.get(i);
            labels.put(before, flat.get(i + 1));
        }
        String name = labels.remove("__name__");
        check(name != null && name.matches("[a-zA-Z_:][a-zA-Z0-9_:]*"), "name " + name);
        List<At> all = samples.computeIfAbsent(name + labels, _ -> new ArrayList<>());
        for (ProtoReader point : points) {
            At next = new At(point.number(2), point.real(1));
            if (all.isEmpty() || next.millis() > all.getLast().millis()) {
                all.add(next);
            } else {
                check(next.equals(all.getLast()), "out of order: " + next + " after " + all.getLast());
            }
        }
        return String.valueOf(name);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
