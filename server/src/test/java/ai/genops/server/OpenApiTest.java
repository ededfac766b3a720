package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The description of the API for programs says what the server does: the same paths, methods that are taken,
/// answers of the form it tells.
@Timeout(120)
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static SearchableServer server;
    private static JsonNode openApi;

    @BeforeAll
    static void start() throws Exception {
        server = new SearchableServer(folder);
        server.server.file("alerts/many.yaml", "{id: many, search: index=genops_ai, every: 1h}\n");
        server.server.file("searches/macros.conf", "[m]\ndefinition = index=genops_ai\n");
        server.start();
        openApi = JSON.readTree(server.get("/api/openapi.json", null).body());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Set<String> keys(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void itHasEveryPathThatIsServedAndNoOther() {
        Set<String> served = new TreeSet<>(server.server.running().api().paths());
        served.removeIf(path -> !path.startsWith("/api/")
                && !Set.of("/health", "/metrics", "/login").contains(path));
        assertThat(keys(openApi.get("paths"))).isEqualTo(served);
    }

    @Test
    void everyMethodItNamesIsTaken() throws Exception {
        for (String path : keys(openApi.get("paths"))) {
            for (String method : keys(openApi.get("paths").get(path))) {
                if (Set.of("/api/tap", "/api/tail").contains(path)) {
                    continue; // their answers do not end
                }
                var request = server.request(path.replaceAll("\\{[a-z]+}", "none"))
                        .method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody());
                assertThat(SearchableServer.send(request).statusCode())
                        .as(method + " " + path)
                        .isNotIn(405, 500);
            }
        }
    }

    @Test
    void answersHaveTheFormItTells() throws Exception {
        for (String path : List.of(
                "/health",
                "/api/alerts",
                "/api/backup",
                "/api/budgets/rules",
                "/api/commands",
                "/api/dashboards",
                "/api/dashboards/cost",
                "/api/fields",
                "/api/health-alerts",
                "/api/jobs",
                "/api/lake",
                "/api/lake/hush/verify",
                "/api/replays",
                "/api/session",
                "/api/sourcetypes",
                "/api/tokens",
                "/api/destinations/lake/letters")) {
            String described =
                    path.replace("/cost", "/{id}").replace("hush", "{dataset}").replace("/lake/l", "/{id}/l");
            check(
                    path,
                    schema(described, "get"),
                    JSON.readTree(server.get(path, null).body()));
        }
        for (Map.Entry<String, String> asked : Map.of(
                        "/api/search", "{\"query\":\"`m` | stats count\"}",
                        "/api/alerts/many/test", "{}",
                        "/api/alerts/many/silence", "{\"for\":\"0\"}",
                        "/api/lake/roll", "{\"dataset\":\"hush\"}",
                        "/api/reload", "{}",
                        "/api/replays", "{\"from\":\"-1d\",\"dry_run\":true,\"destinations\":[\"lake\"]}",
                        "/api/budgets/expire", "{}")
                .entrySet()) {
            String described = asked.getKey().replace("/many/", "/{id}/").replace("/expire", "/{operation}");
            JsonNode body = JSON.readTree(asked.getValue());
            check(asked.getKey() + " request", requestSchema(described), body);
            var answer = server.post(asked.getKey(), asked.getValue(), null);
            assertThat(answer.statusCode()).as(asked.getKey() + answer.body()).isEqualTo(200);
            check(asked.getKey(), schema(described, "post"), JSON.readTree(answer.body()));
        }
    }

    @Test
    void aWrongRequestIsAnsweredAsItTells() throws Exception {
        JsonNode error = openApi.get("components").get("schemas").get("Error");
        check(
                "error",
                error,
                JSON.readTree(
                        server.post("/api/search", "{\"query\":\"| x\"}", null).body()));
    }

    private static JsonNode schema(String path, String method) {
        JsonNode described = openApi.get("paths").get(path).get(method);
        return described
                .get("responses")
                .get("200")
                .get("content")
                .get("application/json")
                .get("schema");
    }

    private static JsonNode requestSchema(String path) {
        JsonNode body = openApi.get("paths").get(path).get("post").get("requestBody");
        return body == null
                ? JSON.createObjectNode()
                : body.get("content").get("application/json").get("schema");
    }

    private static void check(String what, JsonNode schema, JsonNode value) throws IOException {
        List<String> problems = new ArrayList<>();
        problems(what, schema, value, problems);
        assertThat(problems).as(value.toString()).isEmpty();
    }

    /// As much of JSON Schema as the description uses.
    private static void problems(String at, JsonNode schema, JsonNode value, List<String> problems) {
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asText().replace("#/components/schemas/", "");
            problems(at, openApi.get("components").get("schemas").get(name), value, problems);
        } else if (schema.has("oneOf")) {
            long fitting = 0;
            for (JsonNode one : schema.get("oneOf")) {
                List<String> found = new ArrayList<>();
                problems(at, one, value, found);
                fitting += found.isEmpty() ? 1 : 0;
            }
            if (fitting != 1) {
                problems.add(at + " fits " + fitting + " forms");
            }
        } else if (schema.has("type") && !isOf(schema.get("type"), value)) {
            problems.add(at + " is no " + schema.get("type") + ": " + value);
        } else if (value.isObject()) {
            members(at, schema, value, problems);
        } else if (value.isArray() && schema.has("items")) {
            value.forEach(item -> problems(at + "[]", schema.get("items"), item, problems));
        }
    }

    private static void members(String at, JsonNode schema, JsonNode value, List<String> problems) {
        if (schema.has("required")) {
            schema.get("required").forEach(name -> {
                if (!value.has(name.asText())) {
                    problems.add(at + " has no " + name.asText());
                }
            });
        }
        JsonNode properties = schema.has("properties") ? schema.get("properties") : JSON.createObjectNode();
        JsonNode others = schema.path("additionalProperties");
        for (String name : keys(value)) {
            if (properties.has(name)) {
                problems(at + "." + name, properties.get(name), value.get(name), problems);
            } else if (others.isObject()) {
                problems(at + "." + name, others, value.get(name), problems);
            } else if (others.isBoolean() && !others.asBoolean()) {
                problems.add(at + " has " + name + ", which is not told");
            }
        }
    }

    private static boolean isOf(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (isOf(one, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("no type: " + type);
        };
    }
}
