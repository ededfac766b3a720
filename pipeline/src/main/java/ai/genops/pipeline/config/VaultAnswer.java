package ai.genops.pipeline.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// What Vault's KV version 2 answers: `{"data": {"data": {key: value, ...}, "metadata": {...}}, ...}`.
final class VaultAnswer {
    private static final JsonFactory JSON = new JsonFactory();

    private VaultAnswer() {}

    static String value(String answer, String path, String key) throws SecretStore.Unavailable {
        try (JsonParser json = JSON.createParser(answer)) {
            json.nextToken();
            boolean answered = enter(json, "data");
            if (!answered || !enter(json, "data")) {
                throw new SecretStore.Unavailable("Vault's answer for `" + path + "` is not one of KV version 2");
            }
            if (!enter(json, key)) {
                throw new SecretStore.Unavailable("Vault's secret `" + path + "` has no key `" + key + "`");
            }
            boolean text = json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL;
            if (!text || json.getText().isEmpty()) {
                String what = text ? "empty" : "not a text";
                throw new SecretStore.Unavailable("`" + key + "` of Vault's secret `" + path + "` is " + what);
            }
            return json.getText();
        } catch (IOException e) {
            // Its message may quote the answer.
            throw new SecretStore.Unavailable("Vault's answer for `" + path + "` is not JSON");
        }
    }

    /// Moves from the begin of an object to the value of one of its members.
    private static boolean enter(JsonParser json, String name) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = json.currentName().equals(name);
            json.nextToken();
            if (found) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }
}
