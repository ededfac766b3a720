package ai.genops.server;

import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Section;
import ai.genops.source.config.HecSourceConfig;
import ai.genops.source.config.Limits;
import ai.genops.source.config.OtlpSourceConfig;
import ai.genops.source.config.SourceToken;
import ai.genops.source.config.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The block `security` of a file in `settings/`: what holds for every source that does not say otherwise.
///
/// @param tokens whether every source is to ask for a token
/// @param requestsPerAddress a second; infinite: any number
record SecuritySettings(boolean tokens, Tls tls, double requestsPerAddress) {
    static final SecuritySettings NONE = new SecuritySettings(false, new Tls.None(), Double.POSITIVE_INFINITY);
    /// Cribl's folder, which is the configuration's here.
    private static final String FOREIGN = "/etc/cribl/";

    static SecuritySettings read(Section block, ConfigFolder folder) {
        boolean tokens = sourceAuthentication(block.section("source_auth"));
        destinationAuthentication(block.section("destination_auth"));
        Tls tls = tls(block.section("tls"), folder);
        double rate = network(block.section("network"));
        block.finish();
        return new SecuritySettings(tokens, tls, rate);
    }

    /// A source with what it does not say itself.
    OtlpSourceConfig over(OtlpSourceConfig source, Section block) {
        if (tokens && source.token() instanceof SourceToken.None) {
            String text = "`security.source_auth` wants a token, and `" + source.id() + "` asks for none";
            block.problems().note(block.at(), text, "Add `token: ${GENOPS_TOKEN}`.");
        }
        OtlpSourceConfig encrypted = source.listen().tls() instanceof Tls.None
                ? source.at(source.listen().with(tls))
                : source;
        Limits limits = encrypted.limits();
        return Double.isInfinite(limits.requestsPerAddress())
                ? encrypted.with(limits.withRequestsPerAddress(requestsPerAddress))
                : encrypted;
    }

    /// The same; a HEC asks for tokens anyway.
    HecSourceConfig over(HecSourceConfig source) {
        return source.tls() instanceof Tls.None ? source.with(tls) : source;
    }

    private static boolean sourceAuthentication(Section block) {
        String type = block.choice("type", "none", List.of("bearer_token", "none"));
        block.choice("token_validation", "strict", List.of("strict")); // in constant time, every request
        if (block.has("token_rotation")) {
            block.duration("token_rotation", Duration.ZERO);
            note(block, "token_rotation", "nobody is reminded to change a token; `genops token` and a reload do it");
        }
        block.finish();
        return type.equals("bearer_token");
    }

    private static void destinationAuthentication(Section block) {
        block.choice("secrets_manager", "none", List.of("AWS Secrets Manager", "Vault", "none"));
        block.choice("rotation", "automatic", List.of("automatic")); // see `secrets.refresh`
        if (block.has("secrets_manager")) {
            note(block, "secrets_manager", "each secret says where it is: `${aws:NAME}`, `${vault:PATH#KEY}`");
        }
        block.finish();
    }

    private static Tls tls(Section block, ConfigFolder folder) {
        boolean enabled = block.flag("enabled", block.has("certificate"));
        block.choice("min_version", "TLS 1.2", List.of("TLS 1.2", "TLS 1.3"));
        block.choice("cipher_suites", "strong_ciphers_only", List.of("strong_ciphers_only")); // as Java has them
        Tls tls = new Tls.None();
        if (block.has("certificate") || block.has("private_key")) {
            tls = new Tls.OfFiles(file(block, "certificate", folder), file(block, "private_key", folder));
        } else if (enabled) {
            tls = new Tls.SelfSigned();
        }
        block.finish();
        return enabled ? tls : new Tls.None();
    }

    private static Path file(Section block, String key, ConfigFolder folder) {
        String text = block.text(key);
        Path file = folder.path(text);
        if (!Files.isReadable(file) && text.startsWith(FOREIGN)) {
            file = folder.path(text.substring(FOREIGN.length()));
        }
        block.problems()
                .require(
                        !block.has(key) || Files.isReadable(file),
                        block.at(key),
                        "`" + key + "` is `" + text + "`, which cannot be read, nor can " + file,
                        "Put the file there, in PEM.");
        return file;
    }

    private static double network(Section block) {
        if (block.has("firewall_rules")) {
            block.sections("firewall_rules").forEach(rule -> rule.keys().forEach(key -> rule.text(key, "")));
            note(
                    block,
                    "firewall_rules",
                    "who may connect is the firewall's affair; `host` says where a source listens");
        }
        Section rate = block.section("rate_limiting");
        boolean enabled = rate.flag("enabled", rate.has("max_requests"));
        double perSecond = rate.has("max_requests")
                ? Limits.rate(rate, "max_requests", Double.POSITIVE_INFINITY)
                : Double.POSITIVE_INFINITY;
        rate.finish();
        block.finish();
        return enabled ? perSecond : Double.POSITIVE_INFINITY;
    }

    private static void note(Section block, String key, String text) {
        block.problems().note(block.at(key), text, "");
    }
}
