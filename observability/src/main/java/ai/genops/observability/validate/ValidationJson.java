package ai.genops.observability.validate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** A validation as JSON. */
final class ValidationJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ValidationJson() {}

    static String write(Validation validation, boolean indented) {
        var out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            if (indented) {
                json.useDefaultPrettyPrinter();
            }
            write(validation, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void write(Validation validation, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("target", validation.target());
        json.writeBooleanField("valid", validation.valid());
        texts(json, "errors", validation.errors());
        texts(json, "warnings", validation.warnings());
        json.writeBooleanField("connectivity", validation.connectivity());
        json.writeBooleanField("index_accessible", validation.indexAccessible());
        json.writeStringField("hec_version", validation.hecVersion());
        json.writeArrayFieldStart("checks");
        for (Check check : validation.checks()) {
            json.writeStartObject();
            json.writeStringField("check", check.id());
            json.writeStringField("status", check.status().name().toLowerCase(Locale.ROOT));
            json.writeStringField("finding", check.finding());
            if (!check.cause().isEmpty()) {
                json.writeStringField("cause", check.cause());
            }
            if (!check.actual().isEmpty()) {
                json.writeStringField("actual_cause", check.actual());
            }
            if (!check.fix().isEmpty()) {
                texts(json, "fix", check.fix());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
