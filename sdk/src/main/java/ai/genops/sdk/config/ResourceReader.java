package ai.genops.sdk.config;

import ai.genops.sdk.attribution.Attribution;
import ai.genops.sdk.attribution.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of the resource, and what they say of the environment. */
final class ResourceReader {
    private static final String SERVICE = "service.name";
    private static final String ENVIRONMENT = "deployment.environment.name";
    private static final String OLDER_ENVIRONMENT = "deployment.environment";
    private static final String VARIABLE = "otel.resource.attributes";

    private final Source source;
    private final Map<String, Setting> said = new LinkedHashMap<>();

    ResourceReader(Source source) {
        this.source = source;
        // OpenTelemetry's resource SDK, "Specifying resource information"
        source.pairs("resource", source.variables().first(VARIABLE), said::put);
        source.code().resource.forEach((key, value) -> said.put(key, Setting.inCode(value)));
    }

    @Nullable
    Setting environment() {
        Setting newer = said.get(ENVIRONMENT);
        return newer == null ? said.get(OLDER_ENVIRONMENT) : newer;
    }

    Map<String, String> read(Attribution defaults) {
        Map<String, String> resource = new LinkedHashMap<>();
        said.forEach((key, setting) -> resource.put(key, setting.text()));
        resource.put(SERVICE, serviceName());
        put(resource, "splunk.index", source.variables().first("genops.splunk.index", "SPLUNK_INDEX"));
        put(resource, "splunk.sourcetype", source.variables().first("genops.splunk.sourcetype"));
        String environment = defaults.get(Tag.ENVIRONMENT);
        if (environment != null) {
            put(resource, ENVIRONMENT, Setting.inCode(environment));
        }
        return resource;
    }

    private static void put(Map<String, String> resource, String key, @Nullable Setting setting) {
        if (setting != null) {
            resource.putIfAbsent(key, setting.text());
        }
    }

    private String serviceName() {
        Setting name = source.find("serviceName", "genops.service.name", "otel.service.name");
        name = name == null ? said.get(SERVICE) : name;
        name = name == null ? source.variables().first("SERVICE_NAME") : name;
        if (name != null && name.text().isBlank()) {
            source.findings().add("serviceName", name.place(), "is empty; write for example \"my-ai-service\"");
        }
        return name == null || name.text().isBlank() ? "unknown_service:java" : name.text();
    }
}
