package ai.genops.source.config;

import ai.genops.pipeline.config.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A source that speaks Splunk's HTTP Event Collector, as configured.
///
/// @param id its name
/// @param inputId what its events carry as `__inputId`
/// @param otlpInputId what OTLP that is sent to it carries
/// @param host an address or name of this machine
/// @param port 0: any free port
/// @param tenants how tenants are told apart and limited
/// @param strict whether a token with acknowledgements wants a channel with every request, as Splunk does
public record HecSourceConfig(
        String id,
        String inputId,
        String otlpInputId,
        String host,
        int port,
        Tls tls,
        boolean strict,
        Limits limits,
        TenantSettings tenants,
        List<HecToken> tokens) {
    public static final String TYPE = "splunk_hec";

    /// Settings of a stanza `[http]` that concern Splunk's own threads and its management.
    private static final List<String> OTHERS =
            List.of("dedicated_io_threads", "max_threads", "max_sockets", "use_deployment_server");

    /// Whether a block of `sources/` describes such a source.
    public static boolean isDescribedBy(Section block) {
        return block.text("type", "").equals(TYPE);
    }

    /// Reads one source from a block of our own form, which may name an `inputs.conf` of Splunk's. All problems go to
    /// the block's; what is wrong reads as its default.
    ///
    /// @param folder what paths are relative to
    public static HecSourceConfig read(Section block, Path folder) {
        block.text("type", TYPE);
        Settings source = new Settings().with(block);
        List<Section> stanzas = new ArrayList<>(block.sections("tokens"));
        boolean disabled = false;
        boolean ssl = false;
        if (block.has("inputs_conf")) {
            InputsConf inputs = InputsConf.read(folder.resolve(block.text("inputs_conf")), block);
            stanzas.addAll(inputs.tokens());
            source.with(inputs.http());
            disabled = HecToken.flag(inputs.http(), "disabled");
            ssl = HecToken.flag(inputs.http(), "enable_ssl");
            OTHERS.forEach(key -> inputs.http().text(key, ""));
        }
        boolean allDisabled = disabled;
        String id = source.get("id", "genops_hec_source", Section::text);
        HecSourceConfig config = new HecSourceConfig(
                id,
                source.get("input_id", id, Section::text),
                source.get("otlp_input_id", "genops_otlp_source", Section::text),
                source.get("host", "127.0.0.1", Section::text),
                source.get("port", 8088, (in, key, other) -> in.integer(key, other, 0, 65_535)),
                tls(block, ssl, folder),
                source.get("strict", false, Section::flag),
                Limits.read(source, new Settings()),
                source.get("tenants", TenantSettings.OFF, (in, key, other) -> TenantSettings.read(in.section(key))),
                stanzas.stream()
                        .map(stanza -> HecToken.read(stanza, allDisabled))
                        .toList());
        config.check(source, block);
        source.finish();
        return config;
    }

    /// The same with other tokens: for those that the server generated.
    public HecSourceConfig with(List<HecToken> others) {
        return new HecSourceConfig(
                id, inputId, otlpInputId, host, port, tls, strict, limits, tenants, List.copyOf(others));
    }

    /// The same with other limits.
    public HecSourceConfig with(Limits others) {
        return new HecSourceConfig(id, inputId, otlpInputId, host, port, tls, strict, others, tenants, tokens);
    }

    /// The same, encrypted otherwise.
    public HecSourceConfig with(Tls other) {
        return new HecSourceConfig(id, inputId, otlpInputId, host, port, other, strict, limits, tenants, tokens);
    }

    /// The same with its port moved by `offset`; any free port stays any free port.
    public HecSourceConfig movedBy(int offset) {
        int moved = port == 0 ? 0 : port + offset;
        return new HecSourceConfig(id, inputId, otlpInputId, host, moved, tls, strict, limits, tenants, tokens);
    }

    /// Splunk has a certificate of its own making for a collector that is to be encrypted and has none.
    private static Tls tls(Section block, boolean ssl, Path folder) {
        if (block.has("tls")) {
            return Tls.read(block.section("tls"), folder);
        }
        return ssl ? new Tls.SelfSigned() : new Tls.None();
    }

    private void check(Settings source, Section block) {
        tenants.check(source, limits.maxRequestBytes());
        source.require(
                !tokens.isEmpty(),
                "tokens",
                "there is no token, so every request would be refused",
                "Add `tokens: [{name: default, token: <generate-secure-token>}]`.");
        Set<String> names = new HashSet<>();
        for (HecToken token : tokens) {
            source.require(names.add(token.name()), "tokens", "two tokens have the name `" + token.name() + "`");
        }
        if (tls instanceof Tls.None && !Listen.isLoopback(host)) {
            block.problems()
                    .note(
                            block.at("host"),
                            "other machines can reach `" + host + "`, and nothing is encrypted, tokens included",
                            "Add `tls: {cert_file: ..., key_file: ...}`, or a proxy that encrypts.");
        }
    }
}
