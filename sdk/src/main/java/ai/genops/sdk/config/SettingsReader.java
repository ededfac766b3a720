package ai.genops.sdk.config;

import java.util.Set;

/**
 * From code and variables to settings that can be used. The first of these that says something is taken: code,
 * `genops.*` and `GENOPS_*`, OpenTelemetry's `otel.*` and `OTEL_*`, then `CRIBL_*`, `SPLUNK_*`, `TEAM_NAME` and their
 * like.
 */
public final class SettingsReader {
    private SettingsReader() {}

    /**
     * All settings.
     *
     * @throws ConfigurationException with all problems at once
     */
    public static Settings read(GenOpsConfig code, Surroundings surroundings) {
        Source source = new Source(code, new Variables(surroundings), new Findings());
        ResourceReader resource = new ResourceReader(source);
        GovernanceSettings governance = new GovernanceReader(source, surroundings).read(resource.environment());
        ExportSettings export =
                new ExportReader(source).read(resource.read(governance.defaults()), governance.defaults());
        source.findings().throwIfAny();
        return new Settings(governance, export);
    }

    /**
     * What is recorded on an OpenTelemetry that exists already.
     *
     * @throws ConfigurationException with all problems at once, one of them if code says how to export
     */
    public static GovernanceSettings readWithoutExport(GenOpsConfig code, Surroundings surroundings) {
        Source source = new Source(code, new Variables(surroundings), new Findings());
        ineffective(source, "", code.texts.keySet());
        ineffective(source, "header ", code.headers.keySet());
        ineffective(source, "resource ", code.resource.keySet());
        GovernanceSettings governance =
                new GovernanceReader(source, surroundings).read(new ResourceReader(source).environment());
        source.findings().throwIfAny();
        return governance;
    }

    private static void ineffective(Source source, String kind, Set<String> names) {
        for (String name : names) {
            String fault = "has no effect on an OpenTelemetry that exists already; set it there";
            source.findings().add(kind + name, Setting.CODE, fault);
        }
    }
}
