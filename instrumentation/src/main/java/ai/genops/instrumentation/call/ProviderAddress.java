package ai.genops.instrumentation.call;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who is behind an address: clients of one protocol are pointed at several providers. */
public final class ProviderAddress {
    private static final Map<String, String> HOSTS = Map.of(
            "api.openai.com", "openai",
            "api.anthropic.com", "anthropic",
            "aiplatform.googleapis.com", "vertex_ai",
            "generativelanguage.googleapis.com", "gemini",
            "api.groq.com", "groq",
            "api.mistral.ai", "mistral",
            "api.deepseek.com", "deepseek",
            "api.x.ai", "xai");
    private static final Map<String, String> DOMAINS = Map.of(
            ".api.openai.com", "openai",
            ".openai.azure.com", "azure",
            ".cognitiveservices.azure.com", "azure",
            ".services.ai.azure.com", "azure",
            "-aiplatform.googleapis.com", "vertex_ai");

    private ProviderAddress() {}

    /**
     * As catalogues name it.
     *
     * @return null where the address is nobody's that is known, such as a gateway's
     */
    public static @Nullable String provider(@Nullable String address) {
        String host = host(address);
        String known = HOSTS.get(host);
        if (known != null) {
            return known;
        }
        if (host.startsWith("bedrock-runtime") && host.endsWith(".amazonaws.com")) {
            return "bedrock";
        }
        return DOMAINS.entrySet().stream()
                .filter(domain -> host.endsWith(domain.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /**
     * As {@link #provider}, of a client that tells its address to whoever is passed to it.
     *
     * @param client one that fails, or does not tell, such as a test's, is nobody's
     */
    public static @Nullable String told(Consumer<Consumer<String>> client) {
        AtomicReference<@Nullable String> address = new AtomicReference<>();
        try {
            client.accept(address::set);
        } catch (RuntimeException e) {
            return null;
        }
        return provider(address.get());
    }

    private static String host(@Nullable String address) {
        try {
            String host = address == null ? null : URI.create(address).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
