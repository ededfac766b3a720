package ai.genops.source.config;

import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// An OTLP source as configured.
///
/// @param id what its events carry as `__inputId`
/// @param token what a client must show
/// @param headers names, in lower case, of request headers that events show
/// @param tenants how tenants are told apart and limited
/// @param surroundings what its files say beside
public record OtlpSourceConfig(
        String id,
        Listen listen,
        SourceToken token,
        Limits limits,
        List<String> headers,
        TenantSettings tenants,
        SurroundingSettings surroundings) {
    /// What GenOps clients send of themselves.
    public static final List<String> HEADERS = List.of(TenantName.HEADER, "x-genops-version", "x-environment");

    private static final List<String> AUTHENTICATION = List.of("none", "bearer token", "bearer");

    /// Reads one source from the files that describe it: our own form (`id`, `type: otlp`, `http_port`, ...) at the top
    /// of a file, Cribl's blocks (`Source Configuration`, `Authentication`, ...), or both; no file: the defaults.
    /// All problems go to the sections' [Problems]; what is wrong reads as its default.
    /// Paths are relative to the process's folder.
    public static OtlpSourceConfig read(Section... files) {
        return read(Path.of(""), List.of(files));
    }

    /// The same.
    ///
    /// @param folder what paths are relative to
    public static OtlpSourceConfig read(Path folder, List<Section> files) {
        Settings source = new Settings();
        Settings secured = new Settings();
        Settings authentication = new Settings();
        Settings advanced = new Settings();
        Settings buffer = new Settings();
        Settings health = new Settings();
        Settings parsing = new Settings();
        Settings retry = new Settings();
        for (Section file : files) {
            Section login = file.section("authentication");
            source.with(file).with(file.section("source_configuration"));
            secured.with(file).with(login);
            authentication.with(login);
            advanced.with(file).with(file.section("advanced_settings"));
            buffer.with(file.section("buffer_settings"));
            health.with(file.section("health_check"));
            parsing.with(file.section("data_parsing"));
            retry.with(file.section("retry_policy"));
        }
        source.get("type", "otlp", (in, key, other) -> in.choice(key, other, List.of("otlp")));
        source.get("name", "", Section::text);
        OtlpSourceConfig config = new OtlpSourceConfig(
                source.get(source.key("id", "input_id"), "genops_otlp_source", Section::text),
                Listen.read(source, folder),
                token(secured, authentication),
                Limits.read(advanced, buffer),
                advanced.get("headers", HEADERS, OtlpSourceConfig::names),
                advanced.get("tenants", TenantSettings.OFF, (in, key, other) -> TenantSettings.read(in.section(key))),
                new SurroundingSettings(
                        BufferSettings.read(buffer),
                        HealthCheck.read(health),
                        ParsingSettings.read(parsing),
                        RetryPolicy.read(retry)));
        config.check(advanced);
        source.require(
                config.listen.isLoopback() || !(config.token instanceof SourceToken.None),
                "host",
                "`host` is `" + config.listen.host() + "`, which other machines can reach, and there is no `token`",
                "Add `token: ${GENOPS_TOKEN}`, or listen on 127.0.0.1.");
        if (!config.listen.isLoopback() && config.listen.tls() instanceof Tls.None) {
            source.note(
                    "host",
                    "other machines can reach `" + config.listen.host()
                            + "`, and nothing is encrypted, the token included",
                    "Add `tls: {cert_file: ..., key_file: ...}`, or a proxy that encrypts.");
        }
        List.of(source, secured, advanced, buffer, health, parsing, retry).forEach(Settings::finish);
        return config;
    }

    /// The same with this token: for one that the server generated.
    public OtlpSourceConfig withToken(String text) {
        return new OtlpSourceConfig(id, listen, SourceToken.of(text), limits, headers, tenants, surroundings);
    }

    /// The same with other limits.
    public OtlpSourceConfig with(Limits others) {
        return new OtlpSourceConfig(id, listen, token, others, headers, tenants, surroundings);
    }

    /// The same, listening elsewhere.
    public OtlpSourceConfig at(Listen elsewhere) {
        return new OtlpSourceConfig(id, elsewhere, token, limits, headers, tenants, surroundings);
    }

    private static SourceToken token(Settings secured, Settings authentication) {
        boolean given = secured.has("token");
        String type = authentication.get(
                "type", given ? "bearer" : "none", (in, key, other) -> in.choice(key, other, AUTHENTICATION));
        secured.require(
                type.equals("none") != given,
                given ? "token" : "type",
                given ? "`token` is set and authentication is `none`" : "`token` is missing",
                given ? "Remove one of the two." : "Add `token: ${GENOPS_TOKEN}`.");
        return secured.<SourceToken>get(
                "token",
                new SourceToken.None(),
                (in, key, _) ->
                        token(in, key, "Set it in the environment, or remove `token` to accept requests without one."));
    }

    /// What a key says that is there.
    ///
    /// @param hint what to do if it is missing
    static SourceToken token(Section in, String key, String hint) {
        if (!Secrets.example(in.text(key)).isEmpty()) {
            return new SourceToken.Generate();
        }
        Secret secret = in.secret(key);
        in.problems()
                .require(
                        secret.isPresent() || in.text(key).contains(":"),
                        in.at(key),
                        "`" + key + "`: " + secret.missing(),
                        hint);
        return new SourceToken.Given(secret);
    }

    private void check(Settings advanced) {
        tenants.check(advanced, limits.maxRequestBytes());
        advanced.require(
                !tenants.on() || headers.contains(TenantName.HEADER),
                "headers",
                "`headers` leaves `%s` out, which `tenants` goes by".formatted(TenantName.HEADER),
                "Add it, so that events show their tenant.");
    }

    private static List<String> names(Section in, String key, List<String> otherwise) {
        return in.texts(key).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
