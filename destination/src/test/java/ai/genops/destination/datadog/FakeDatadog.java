package ai.genops.destination.datadog;

import ai.genops.destination.metrics.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// Datadog's series API v2 by its documentation: refuses what it would refuse or silently drop, and overwrites a point
/// at the same second with the same tags.
final class FakeDatadog implements AutoCloseable {
    static final String KEY = "0123456789abcdef";

    /// What happens to a request: an answer instead of taking it, or taking it and losing the answer.
    enum Fault {
        BUSY,
        BROKEN,
        ANSWER_LOST,
        FORBIDDEN,
        TOO_LARGE
    }

    final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    final List<String> refusals = new ArrayList<>();
    final Map<String, Object> types = new HashMap<>();
    final Map<String, Object> units = new HashMap<>();
    int requests;
    int mostSeries = Integer.MAX_VALUE;
    private final Map<String, Map<Long, BigDecimal>> points = new TreeMap<>();
    private final InstantSource clock;
    private final HttpServer server;

    FakeDatadog(InstantSource clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// `sum:metric{*} by {tags}` over all time.
    synchronized Map<String, BigDecimal> sum(String metric, String... by) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        points.forEach((series, values) -> {
            if (series.startsWith(metric + "{")) {
                StringBuilder group = new StringBuilder();
                for (String tag : by) {
                    int at = series.indexOf("," + tag + ":");
                    int from = at + tag.length() + 2;
                    group.append(at < 0 ? "N/A" : series.substring(from, series.indexOf(',', from)))
                            .append('/');
                }
                BigDecimal sum = values.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
                sums.merge(group.toString(), sum.stripTrailingZeros(), BigDecimal::add);
            }
        });
        sums.replaceAll((_, sum) -> sum.stripTrailingZeros());
        return sums;
    }

    synchronized List<String> series() {
        return List.copyOf(points.keySet());
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            requests++;
            Fault fault = faults.poll();
            if (fault == Fault.BROKEN) {
                return;
            }
            int status = fault == null || fault == Fault.ANSWER_LOST ? take(exchange, sent) : status(fault);
            if (fault == Fault.ANSWER_LOST) {
                return;
            }
            byte[] body =
                    (status == 202 ? "{\"errors\":[]}" : "{\"errors\":[\"refused\"]}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static int status(Fault fault) {
        return switch (fault) {
            case BUSY -> 429;
            case FORBIDDEN -> 403;
            case TOO_LARGE -> 413;
            case BROKEN, ANSWER_LOST -> throw new IllegalArgumentException();
        };
    }

    private int take(HttpExchange exchange, byte[] sent) {
        try {
            var headers = exchange.getRequestHeaders();
            if (!KEY.equals(headers.getFirst("DD-API-KEY"))) {
                return 403;
            }
            check(exchange.getRequestMethod().equals("POST"), "method");
            check(exchange.getRequestURI().toString().equals("/api/v2/series"), "path");
            check("application/json".equals(headers.getFirst("Content-Type")), "content type");
            byte[] body = decoded(String.valueOf(headers.getFirst("Content-Encoding")), sent);
            if (sent.length > 512_000 || body.length > 5_242_880) {
                return 413;
            }
            Map<?, ?> whole = (Map<?, ?>) Json.parse(body);
            check(whole.keySet().equals(Set.of("series")), "keys " + whole.keySet());
            List<?> series = Json.member(List.class, whole, "series");
            check(!series.isEmpty(), "no series");
            if (series.size() > mostSeries) {
                return 413;
            }
            series.forEach(one -> series((Map<?, ?>) one, false));
            series.forEach(one -> series((Map<?, ?>) one, true));
            return 202;
        } catch (IOException | RuntimeException e) {
            refusals.add(e.toString());
            return 400;
        }
    }

    private static byte[] decoded(String encoding, byte[] sent) throws IOException {
        InputStream in = new ByteArrayInputStream(sent);
        try (InputStream plain = switch (encoding) {
            case "gzip" -> new GZIPInputStream(in);
            case "deflate" -> new InflaterInputStream(in);
            case "null" -> in;
            default -> throw new IOException("encoding " + encoding);
        }) {
            return plain.readAllBytes();
        }
    }

    private void series(Map<?, ?> series, boolean keep) {
        Set<Object> keys = new HashSet<>(series.keySet());
        check(keys.containsAll(Set.of("metric", "type", "points", "tags")), "keys " + keys);
        keys.removeAll(Set.of("metric", "type", "points", "tags", "unit", "interval", "resources"));
        check(keys.isEmpty(), "unknown " + keys);
        String metric = Json.member(String.class, series, "metric");
        check(metric.matches("[A-Za-z][A-Za-z0-9_.]{0,199}"), "metric " + metric);
        long type = Json.member(BigDecimal.class, series, "type").longValueExact();
        check(type >= 1 && type <= 3, "type " + type);
        check(type == 3 || Json.member(BigDecimal.class, series, "interval").longValueExact() > 0, "interval");
        List<?> tags = Json.member(List.class, series, "tags");
        check(new HashSet<>(tags).size() == tags.size(), "repeated tags " + tags);
        for (Object tag : tags) {
            String text = (String) tag;
            check(text.matches("\\p{Ll}[\\p{L}\\p{N}_\\-:./]{0,199}"), "tag " + tag);
            check(text.equals(text.toLowerCase(java.util.Locale.ROOT)) && !text.endsWith(":"), "tag " + tag);
        }
        String key = metric + "{,"
                + String.join(",", tags.stream().map(String::valueOf).sorted().toList()) + ",}";
        List<?> values = Json.member(List.class, series, "points");
        check(values.size() == 1, "points");
        Map<?, ?> point = (Map<?, ?>) values.getFirst();
        check(point.keySet().equals(Set.of("timestamp", "value")), "point " + point);
        long second = Json.member(BigDecimal.class, point, "timestamp").longValueExact();
        long ahead = second - clock.millis() / 1000;
        check(ahead >= -3600 && ahead <= 600, "a point " + ahead + " s ahead");
        BigDecimal value = Json.member(BigDecimal.class, point, "value");
        if (keep) {
            points.computeIfAbsent(key, _ -> new TreeMap<>()).put(second, value);
            Object before = types.put(metric, type);
            check(before == null || before.equals(type), "type changed");
            units.put(metric, String.valueOf(series.get("unit")));
        }
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
