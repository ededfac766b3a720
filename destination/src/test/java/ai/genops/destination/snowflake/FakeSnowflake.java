package ai.genops.destination.snowflake;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.destination.contract.FaultyServer;
import ai.genops.destination.contract.Received;
import ai.genops.destination.metrics.Json;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Snowflake's account and the streaming service behind it, as its reference documents them (docs.snowflake.com,
/// "Snowpipe Streaming REST API endpoints", and the tutorial beside it). It has never been compared with the service.
final class FakeSnowflake implements FaultyServer.Answer {
    static final String ACCOUNT = "MYORG-ACCOUNT1";
    static final String USER = "GENOPS_WRITER";

    private static final int MOST_BYTES = 16_000_000;
    private static final Pattern CHANNEL = Pattern.compile(
            "/v2/streaming/(data/)?databases/GENOPS/schemas/AUDIT/pipes/([^/:]+)/channels/([A-Z0-9_]+)(/rows)?");
    private static final Pattern STATUS =
            Pattern.compile("/v2/streaming/databases/GENOPS/schemas/AUDIT/pipes/([^/:]+):bulk-channel-status");

    /// Questions for a channel after which what it has taken is committed.
    volatile int commitsAfter = 2;
    /// Whether rows are ever committed.
    volatile boolean committing = true;
    volatile int mostRowBytes = MOST_BYTES;
    /// Whether values stand in JSON, as the reference says, or by themselves, as the tutorial does.
    volatile boolean json;
    /// What was refused besides what a test asked for.
    final List<String> refusals = new CopyOnWriteArrayList<>();
    final List<String> calls = new CopyOnWriteArrayList<>();

    private final KeyPair registered;
    private final Map<String, FakeTable> tables = new TreeMap<>();
    private final Map<String, FakeChannel> channels = new TreeMap<>();
    private final Map<String, Integer> questions = new HashMap<>();
    private final Set<String> tokens = new HashSet<>();
    private int issued;
    private boolean ordered = true;

    FakeSnowflake(KeyPair registered) {
        this.registered = registered;
    }

    synchronized FakeTable table(String name, String definition) {
        FakeTable table = new FakeTable(definition);
        tables.put(name, table);
        return table;
    }

    /// What was taken and not committed is lost.
    synchronized void crash() {
        channels.values().forEach(FakeChannel::crash);
    }

    /// Another client opens every channel there is.
    synchronized void fence() {
        channels.values().forEach(FakeChannel::open);
    }

    synchronized void commitNow() {
        channels.values().forEach(FakeChannel::commit);
    }

    /// From now on a gap in the rows is nothing to complain of.
    synchronized void forgetOrder() {
        channels.values().forEach(FakeChannel::forgetOrder);
        ordered = false;
    }

    synchronized void expireTokens() {
        tokens.clear();
    }

    synchronized int opened(String channel) {
        return Objects.requireNonNull(channels.get(channel)).opened();
    }

    synchronized Set<String> channels() {
        return Set.copyOf(channels.keySet());
    }

    static boolean takesRows(Received request) {
        return request.path().contains("/rows?");
    }

    static String offsetToken(Received request) {
        return Objects.requireNonNull(query(URI.create(request.path())).get("offsetToken"));
    }

    @Override
    public void give(HttpExchange exchange) {
        throw new AssertionError("it needs the request");
    }

    /// Does what is asked, and breaks the connection instead of saying so.
    FaultyServer.Answer butBroken() {
        return new FaultyServer.Answer() {
            @Override
            public void give(HttpExchange exchange) {
                exchange.close();
            }

            @Override
            public void give(HttpExchange exchange, Received request) throws IOException {
                take(request);
                exchange.close();
            }
        };
    }

    private synchronized void take(Received request) throws IOException {
        try {
            answer(request);
        } catch (Refusal e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public synchronized void give(HttpExchange exchange, Received request) throws IOException {
        String answer;
        int status = 200;
        try {
            answer = answer(request);
        } catch (Refusal e) {
            refusals.add(e.status + " " + e.code + " " + e.getMessage());
            status = e.status;
            answer = "{\"code\":\"" + e.code + "\",\"message\":\""
                    + String.valueOf(e.getMessage()).replace('"', '\'') + "\"}";
        }
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String answer(Received request) throws Refusal, IOException {
        URI uri = URI.create(request.path());
        String call = request.method() + " " + uri.getPath();
        calls.add(call);
        Matcher channel = CHANNEL.matcher(uri.getPath());
        Matcher status = STATUS.matcher(uri.getPath());
        if (call.equals("GET /v2/streaming/hostname")) {
            JwtCheck.check(request, registered.getPublic());
            return json ? "{\"hostname\":\"" + request.header("Host") + "\"}" : request.header("Host");
        } else if (call.equals("POST /oauth/token")) {
            JwtCheck.check(request, registered.getPublic());
            return token(request);
        }
        authorize(request);
        if (channel.matches() && request.method().equals("PUT") && channel.group(1) == null) {
            return open(request, channel.group(2), channel.group(3));
        } else if (channel.matches() && request.method().equals("POST") && channel.group(4) != null) {
            return append(request, uri, channel.group(2), channel.group(3));
        } else if (status.matches() && request.method().equals("POST")) {
            return status(request, status.group(1));
        }
        throw new Refusal(404, "ERR_NOT_FOUND", call);
    }

    private String token(Received request) throws Refusal {
        type(request, "application/x-www-form-urlencoded");
        String form = "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&scope=" + request.header("Host");
        if (!URLDecoder.decode(request.text(), UTF_8).equals(form)) {
            throw new Refusal(400, "invalid_request", request.text());
        }
        String token = "scoped-" + ++issued;
        tokens.add(token);
        return json ? "{\"token\":\"" + token + "\"}" : token;
    }

    private void authorize(Received request) throws Refusal {
        String token = request.header("Authorization").replaceFirst("^Bearer ", "");
        if (!tokens.contains(token)
                || !request.header("X-Snowflake-Authorization-Token-Type").equals("OAUTH")) {
            throw new Refusal(401, "390303", "Invalid OAuth access token");
        }
    }

    private String open(Received request, String pipe, String name) throws Refusal {
        type(request, "application/json");
        FakeTable table = tables.get(pipe.replaceFirst("-STREAMING$", ""));
        if (table == null || !pipe.endsWith("-STREAMING")) {
            throw new Refusal(404, "ERR_TABLE_DOES_NOT_EXIST_NOT_AUTHORIZED", pipe);
        }
        boolean contiguous = ordered && !name.contains("_AGAIN_") && tables.size() == 1;
        FakeChannel channel = channels.computeIfAbsent(pipe + "/" + name, _ -> new FakeChannel(table, contiguous));
        String continuation = channel.open();
        return "{\"next_continuation_token\":\"" + continuation + "\",\"channel_status\":" + channel.status(pipe, name)
                + "}";
    }

    private String append(Received request, URI uri, String pipe, String name) throws Refusal {
        type(request, "application/x-ndjson");
        FakeChannel channel = channels.get(pipe + "/" + name);
        if (channel == null) {
            throw new Refusal(404, "ERR_CHANNEL_DOES_NOT_EXIST_OR_IS_NOT_AUTHORIZED", name);
        }
        if (request.bytesOnTheWire() > MOST_BYTES || request.body().length > mostRowBytes) {
            throw new Refusal(413, "REQUEST_TOO_LARGE", "too large");
        }
        Map<String, String> query = query(uri);
        questions.put(pipe + "/" + name, 0);
        String next = channel.append(
                query.getOrDefault("continuationToken", ""), query.getOrDefault("offsetToken", ""), request.text());
        return "{\"next_continuation_token\":\"" + next + "\"}";
    }

    private String status(Received request, String pipe) throws Refusal, IOException {
        type(request, "application/json");
        Map<?, ?> asked = (Map<?, ?>) Json.parse(request.body());
        List<?> names = Json.member(List.class, asked, "channel_names");
        return names.stream()
                .map(Object::toString)
                .filter(name -> channels.containsKey(pipe + "/" + name))
                .map(name -> "\"" + name + "\":" + status(pipe, name))
                .collect(Collectors.joining(",", "{\"channel_statuses\":{", "}}"));
    }

    private String status(String pipe, String name) {
        FakeChannel channel = Objects.requireNonNull(channels.get(pipe + "/" + name));
        if (committing && questions.merge(pipe + "/" + name, 1, Integer::sum) >= commitsAfter) {
            channel.commit();
        }
        return channel.status(pipe, name);
    }

    private static void type(Received request, String type) throws Refusal {
        if (!request.header("Content-Type").toLowerCase(Locale.ROOT).equals(type)) {
            throw new Refusal(415, "UNSUPPORTED_MEDIA_TYPE", request.header("Content-Type"));
        }
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new HashMap<>();
        for (String pair : uri.getRawQuery().split("&", -1)) {
            String[] both = pair.split("=", 2);
            query.put(both[0], URLDecoder.decode(both[1], UTF_8));
        }
        return query;
    }
}
