package ai.genops.destination.s3;

import ai.genops.destination.contract.FaultyServer;
import ai.genops.destination.contract.FaultyServer.Answer;
import ai.genops.destination.contract.HttpContract;
import ai.genops.destination.contract.Received;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Against a store that keeps what it takes and writes nothing over.
class S3ContractTest extends HttpContract {
    private final Map<String, Received> objects = new ConcurrentHashMap<>();

    @Override
    protected String block(String address) {
        return "id: store\ntype: s3\nbucket: b\nregion: eu-central-1\nendpoint: " + address
                + "\naccess_key_id: accesskeyid\nsecret_access_key: ${KEY}\nsession_token: ${SESSION}\n"
                + "filename: x-${_random:8}.json\nflush_interval: 20ms\nbatch_size: 500 B\n";
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("KEY", "s3cr3tkey", "SESSION", secret());
    }

    /// The key itself goes nowhere, only signatures made with it.
    @Override
    protected String secret() {
        return "s3cr3tsession";
    }

    @Override
    protected Answer success(Received request) {
        return switch (request.method()) {
            case "PUT" -> {
                boolean there = request.header("If-None-Match").equals("*")
                        && objects.putIfAbsent(request.path(), request) != null;
                yield there ? FaultyServer.refusing(error(412, "PreconditionFailed")) : FaultyServer.status(200, "");
            }
            case "HEAD" -> head(objects.get(request.path()));
            default -> FaultyServer.status(405, "");
        };
    }

    private static Answer head(@Nullable Received object) {
        return exchange -> {
            if (object != null) {
                object.headers().forEach((name, values) -> {
                    if (name.toLowerCase(java.util.Locale.ROOT).startsWith("x-amz-")) {
                        exchange.getResponseHeaders().add(name, values.getFirst());
                    }
                });
                exchange.getResponseHeaders().add("Content-Length", "" + object.body().length);
            }
            exchange.sendResponseHeaders(object == null ? 404 : 200, -1);
        };
    }

    private static Answer error(int status, String code) {
        return FaultyServer.status(status, "<Error><Code>" + code + "</Code><Message>no</Message></Error>");
    }

    /// A store does not look at what it stores.
    @Override
    protected @Nullable Answer refusal(Received request, int index) {
        return null;
    }

    @Override
    protected List<Answer> unauthorized() {
        return List.of(
                error(403, "InvalidAccessKeyId"), error(403, "SignatureDoesNotMatch"), error(403, "AccessDenied"));
    }

    /// What is there already is found, and not written over.
    @Override
    protected boolean showsRepetitions() {
        return false;
    }

    /// An answer to `HEAD` has no second half.
    @Override
    protected int leastRetries(int faults) {
        return 1;
    }

    @Override
    protected String identity(Received request, long event) {
        return request.path();
    }
}
