package ai.genops.destination.kafka;

import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/// How the brokers are known, and how they know us.
///
/// @param protocol of Kafka's four security protocols
/// @param caFile PEM; empty: the certificates that Java trusts
/// @param certFile PEM, with `keyFile`: the client's own certificate chain; empty: none
/// @param keyFile PEM, PKCS #8, not encrypted
record KafkaSecurity(
        String protocol,
        String mechanism,
        Secret username,
        Secret password,
        String caFile,
        String certFile,
        String keyFile) {
    static KafkaSecurity read(DestinationBlock block) {
        Section section = block.section();
        block.together("username", "password");
        block.together("client_cert_file", "client_key_file");
        var security = new KafkaSecurity(
                section.choice(
                        "security_protocol", "PLAINTEXT", List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")),
                section.choice("sasl_mechanism", "PLAIN", List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")),
                block.optional("username"),
                block.optional("password"),
                file(section, "ca_file"),
                file(section, "client_cert_file"),
                file(section, "client_key_file"));
        security.check(section);
        return security;
    }

    private boolean sasl() {
        return protocol.startsWith("SASL");
    }

    private boolean tls() {
        return protocol.endsWith("SSL");
    }

    private void check(Section section) {
        var problems = section.problems();
        if (sasl() && !section.has("username") && !section.has("password")) {
            String text = "`security_protocol: " + protocol + "` needs `username` and `password`";
            problems.error(section.at("security_protocol"), text, "Add `password: ${KAFKA_PASSWORD}`.");
        }
        if (!sasl() && section.has("username") && section.has("password")) {
            String text = "`username` means nothing with `security_protocol: " + protocol + "`";
            problems.error(section.at("username"), text, "Write `security_protocol: SASL_SSL`.");
        }
        if (!sasl() && section.has("sasl_mechanism")) {
            String text = "`sasl_mechanism` means nothing with `security_protocol: " + protocol + "`";
            problems.error(section.at("sasl_mechanism"), text, "Write `security_protocol: SASL_SSL`, or remove it.");
        }
        for (String key : List.of("ca_file", "client_cert_file")) {
            String text = "`" + key + "` means nothing with `security_protocol: " + protocol + "`";
            problems.require(tls() || !section.has(key), section.at(key), text, "Write `SSL` or `SASL_SSL` there.");
        }
        if (protocol.equals("SASL_PLAINTEXT")) {
            String text = "`SASL_PLAINTEXT` does not encrypt: anyone on the way can read the events"
                    + (mechanism.equals("PLAIN") ? " and the password" : "");
            problems.note(section.at("security_protocol"), text, "Write `SASL_SSL` where the brokers offer it.");
        }
    }

    void redact(Redaction redaction) {
        redaction.add(username);
        redaction.add(password);
        redaction.add(password.map(KafkaSecurity::quoted));
        redaction.add(username.map(KafkaSecurity::quoted));
    }

    /// @throws IOException if a file cannot be read
    void configure(Map<String, Object> producer) throws IOException {
        producer.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
        if (sasl()) {
            producer.put(SaslConfigs.SASL_MECHANISM, mechanism);
            producer.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas()));
        }
        if (tls() && !caFile.isEmpty()) {
            producer.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            producer.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, pem(caFile));
        }
        if (tls() && !certFile.isEmpty()) {
            producer.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            producer.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, pem(certFile));
            producer.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, pem(keyFile));
        }
    }

    private String jaas() {
        String module = mechanism.equals("PLAIN")
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
        return module + " required username=\"" + quoted(username.value()) + "\" password=\"" + quoted(password.value())
                + "\";";
    }

    /// The inside of a JAAS string: neither a quote nor a line end in a password ends it.
    private static String quoted(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static Password pem(String file) throws IOException {
        return new Password(Files.readString(Path.of(file)));
    }

    private static String file(Section section, String key) {
        String name = section.text(key, "");
        String text = "`" + key + "` names `" + name + "`, which cannot be read";
        boolean readable = name.isEmpty() || Files.isReadable(Path.of(name));
        section.problems().require(readable, section.at(key), text, "Give the path of a PEM file.");
        return name;
    }
}
