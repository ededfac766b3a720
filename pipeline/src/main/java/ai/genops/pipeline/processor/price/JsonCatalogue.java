package ai.genops.pipeline.processor.price;

import ai.genops.pipeline.lookup.read.Unpacking;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A catalogue from JSON, packed or not, in the form of LiteLLM or of genai-prices, which is seen from the content.
public final class JsonCatalogue implements Catalogue {
    private static final long MAX_BYTES = 64 << 20;
    /// A longer name is nobody's model, and patterns are not tried on it.
    private static final int MAX_NAME = 256;
    /// Names come from clients; what was found is remembered for so many.
    private static final int MOST_FOUND = 10_000;

    private record Name(String provider, String model) {}

    private final Models models;
    private final String version;
    private final Map<Name, Optional<Schedule>> found = new ConcurrentHashMap<>();

    private JsonCatalogue(Models models, String version) {
        this.models = models;
        this.version = version;
    }

    /// Reads a file, under the name that its version begins with.
    /// @throws IOException if it cannot be read or has none of the forms; the message says why
    public static JsonCatalogue read(String name, Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Unpacking.open(file, MAX_BYTES)) {
            bytes = in.readAllBytes();
        }
        Models models = switch (JsonTree.read(bytes)) {
            case List<?> list -> new GenaiPrices(list);
            case Map<?, ?> map when LiteLlm.is(map) -> new LiteLlm(map);
            case null, default ->
                throw new IOException("it has neither the form of LiteLLM (models by name, with `litellm_provider`)"
                        + " nor of genai-prices (a list of providers with `models`)");
        };
        if (models.size() == 0) {
            throw new IOException("it has no model with a price");
        }
        return new JsonCatalogue(models, Versions.of(name, bytes));
    }

    @Override
    public @Nullable Price find(Call call) {
        if (call.model().length() > MAX_NAME || call.provider().length() > MAX_NAME) {
            return null;
        }
        Schedule schedule = schedule(
                call.provider().strip().toLowerCase(Locale.ROOT),
                call.model().strip().toLowerCase(Locale.ROOT));
        return schedule == null ? null : schedule.price(call);
    }

    private @Nullable Schedule schedule(String provider, String model) {
        var name = new Name(provider, model);
        Optional<Schedule> known = found.get(name);
        if (known == null) {
            known = Optional.ofNullable(models.find(provider, model));
            if (found.size() < MOST_FOUND) {
                found.put(name, known);
            }
        }
        return known.orElse(null);
    }

    @Override
    public String version() {
        return version;
    }
}
