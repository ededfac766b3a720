package ai.genops.instrumentation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Amazon Bedrock's runtime over HTTP, by its API reference: answers with shapes as they were recorded, streams in real
/// frames of `application/vnd.amazon.eventstream`, and refuses what is not signed for its region, names no model, or
/// lacks what the operation or the model's family requires.
final class Bedrock extends FakeProvider {
    private static final Pattern PATH =
            Pattern.compile("/model/([^/]+)/(converse|converse-stream|invoke|invoke-with-response-stream)");
    private static final Pattern SIGNED = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=AKID/[0-9]{8}/([a-z0-9-]+)/bedrock/aws4_request, SignedHeaders=.*");

    record Request(String model, String operation, String region, JsonNode body) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();

    Bedrock() throws IOException {
        super("application/vnd.amazon.eventstream");
    }

    URI endpoint() {
        return URI.create(address());
    }

    static Answer error(int status, String type, String message) {
        return Answer.error(status, "{\"message\":\"" + message + "\"}").with("x-amzn-ErrorType", type);
    }

    @Override
    Answer refused(String why) {
        return error(400, "ValidationException", why);
    }

    @Override
    boolean asksForStream(HttpExchange exchange, JsonNode body) {
        return exchange.getRequestURI().getPath().endsWith("-stream");
    }

    /// One event of ConverseStream.
    static byte[] event(String type, String payload) {
        return frame("event", ":event-type", type, payload);
    }

    /// One event of InvokeModelWithResponseStream, with what the model's family says in it.
    static byte[] chunk(String json) {
        String bytes = Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
        return event("chunk", "{\"bytes\":\"" + bytes + "\"}");
    }

    /// What ends a stream that fails on its way.
    static byte[] exception(String type, String message) {
        return frame("exception", ":exception-type", type, "{\"message\":\"" + message + "\"}");
    }

    private static byte[] frame(String kind, String typeHeader, String type, String payload) {
        var message = new Message(
                Map.of(
                        ":message-type",
                        HeaderValue.fromString(kind),
                        typeHeader,
                        HeaderValue.fromString(type),
                        ":content-type",
                        HeaderValue.fromString("application/json")),
                payload.getBytes(UTF_8));
        var buffer = message.toByteBuffer();
        byte[] frame = new byte[buffer.remaining()];
        buffer.get(frame);
        return frame;
    }

    @Override
    @Nullable
    String refusal(HttpExchange exchange, JsonNode body) {
        Matcher path = PATH.matcher(exchange.getRequestURI().getRawPath());
        Matcher signed =
                SIGNED.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        if (!path.matches() || !exchange.getRequestMethod().equals("POST")) {
            return "no operation is at " + exchange.getRequestURI();
        }
        if (!signed.matches()) {
            return "The request signature is missing";
        }
        String model = URLDecoder.decode(path.group(1), UTF_8);
        requests.add(new Request(model, path.group(2), signed.group(1), body));
        if (path.group(2).startsWith("converse")) {
            return body.path("messages").isArray() && body.has("messages") ? null : "messages: required";
        }
        String required = required(model);
        return Arrays.stream(required.split(","))
                .filter(key -> !body.has(key))
                .findFirst()
                .map(key -> "#: required key [" + key + "] not found")
                .orElse(null);
    }

    private static String required(String model) {
        if (model.contains("anthropic.")) {
            return "anthropic_version,max_tokens,messages";
        }
        if (model.contains("titan")) {
            return "inputText";
        }
        if (model.contains("cohere.embed")) {
            return "texts,input_type";
        }
        return model.contains("meta.") ? "prompt" : "messages";
    }
}
