package ai.genops.destination.aws;

import ai.genops.pipeline.config.SecretStore.Unavailable;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What AWS Secrets Manager answers: `{"Name": ..., "SecretString": "{\"key\":\"value\"}", ...}`, or with another
/// status than 200 `{"__type": "ResourceNotFoundException", ...}`.
final class SecretsManagerAnswer {
    private static final JsonFactory JSON = new JsonFactory();

    private SecretsManagerAnswer() {}

    /// The whole secret.
    static String text(String answer, String name) throws Unavailable {
        String text;
        try {
            text = member(answer, "SecretString");
        } catch (IOException e) {
            // Its message may quote the answer.
            throw new Unavailable("the answer of AWS Secrets Manager for `" + name + "` is not JSON");
        }
        if (text == null || text.isEmpty()) {
            throw new Unavailable("AWS's secret `" + name + "` is " + (text == null ? "not a text" : "empty"));
        }
        return text;
    }

    /// One member of a secret that is a JSON object.
    static String member(String answer, String name, String key) throws Unavailable {
        String text = text(answer, name);
        String value;
        try {
            value = member(text, key);
        } catch (IOException e) {
            throw new Unavailable("AWS's secret `" + name + "` is not a JSON object; refer to it without `#" + key
                    + "`, or make it one");
        }
        if (value == null || value.isEmpty()) {
            String what = value == null ? "has no text `" + key + "`" : "has an empty `" + key + "`";
            throw new Unavailable("AWS's secret `" + name + "` " + what);
        }
        return value;
    }

    /// Whether it may give it later by itself: a fault of its own, or too many requests.
    static boolean isPassing(int status, String answer) {
        return status >= 500 || status == 429 || type(answer).startsWith("Throttling");
    }

    static String refusal(int status, String answer, String name) {
        String type = type(answer);
        String known = switch (type) {
            case "ResourceNotFoundException" -> "AWS has no secret `" + name + "`";
            case "AccessDeniedException" -> "AWS does not permit secretsmanager:GetSecretValue on `" + name + "`";
            case "DecryptionFailure" -> "AWS cannot decrypt `" + name + "`; permit kms:Decrypt on its key";
            case "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "IncompleteSignature",
                    "MissingAuthenticationToken",
                    "ExpiredTokenException" -> "AWS refuses the credentials for `" + name + "`";
            case "InvalidRequestException" -> "AWS's secret `" + name + "` is being deleted, or has no value";
            default -> "AWS Secrets Manager does not give `" + name + "`";
        };
        return known + " (HTTP " + status + (type.isEmpty() ? "" : " " + type) + ")";
    }

    /// Older services say `namespace#Type`.
    private static String type(String answer) {
        try {
            String type = member(answer, "__type");
            String last = type == null ? "" : type.substring(type.lastIndexOf('#') + 1);
            return last.matches("[A-Za-z.]{1,80}") ? last : "";
        } catch (IOException e) {
            return "";
        }
    }

    /// Null if it has none of that name, or one that is not a text, number or truth value.
    private static @Nullable String member(String object, String name) throws IOException {
        try (JsonParser json = JSON.createParser(object)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            String found = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean here = json.currentName().equals(name);
                JsonToken value = json.nextToken();
                if (here && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                    found = json.getText();
                }
                json.skipChildren();
            }
            return found;
        }
    }
}
