package ai.genops.sdk.config;

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
        code.texts.keySet().forEach(name -> ineffective(source, name));
        code.headers.keySet().forEach(name -> ineffective(source, "header " + name));
        code.resource.keySet().forEach(name -> ineffective(source, "resource " + name));
        GovernanceSettings governance =
                new GovernanceReader(source, surroundings).read(new ResourceReader(source).environment());
        source.findings().throwIfAny();
        return governance;
    }

    private static void ineffective(Source source, String name) {
        source.findings()
                .add(name, Setting.CODE, "has no effect on an OpenTelemetry that exists already; set it there");
    }
}
