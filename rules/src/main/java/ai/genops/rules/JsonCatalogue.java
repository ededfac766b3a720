package ai.genops.rules;

import ai.genops.governance.price.Call;
import ai.genops.governance.price.Catalogue;
import ai.genops.governance.price.Price;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A catalogue from JSON, in the form of LiteLLM or of genai-prices, which is seen from the content. */
public final class JsonCatalogue implements Catalogue {
    /** A longer name is nobody's model, and patterns are not tried on it. */
    private static final int MAX_NAME = 256;
    /** Names come from clients; what was found is remembered for so many. */
    private static final int MOST_FOUND = 10_000;

    /** As a client says it. */
    private record Name(String provider, String region, String model) {}

    private final Models models;
    private final String version;
    private final Map<Name, Optional<Schedule>> found = new ConcurrentHashMap<>();

    private JsonCatalogue(Models models, String version) {
        this.models = models;
        this.version = version;
    }

    /**
     * Reads JSON, under the name that its version begins with.
     *
     * @throws IOException if it has none of the forms; the message says why
     */
    public static JsonCatalogue read(String name, byte[] json) throws IOException {
        Models models = models(JsonTree.read(json));
        if (models.size() == 0) {
            throw new IOException("it has no model with a price");
        }
        return new JsonCatalogue(models, Versions.of(name, json));
    }

    private static Models models(@Nullable Object tree) throws IOException {
        if (tree instanceof List<?> list) {
            return new GenaiPrices(list);
        }
        if (tree instanceof Map<?, ?> map && LiteLlm.is(map)) {
            return new LiteLlm(map);
        }
        throw new IOException("it has neither the form of LiteLLM (models by name, with `litellm_provider`)"
                + " nor of genai-prices (a list of providers with `models`)");
    }

    @Override
    public @Nullable Price find(Call call) {
        if (call.model().length() > MAX_NAME || call.provider().length() > MAX_NAME) {
            return null;
        }
        String region = call.region().length() > MAX_NAME ? "" : call.region();
        var name = new Name(call.provider(), region, call.model());
        Optional<Schedule> known = found.get(name);
        if (known == null) {
            known = Optional.ofNullable(schedule(name));
            if (found.size() < MOST_FOUND) {
                found.put(name, known);
            }
        }
        return known.isEmpty() ? null : known.get().price(call);
    }

    private @Nullable Schedule schedule(Name name) {
        String provider = name.provider.strip().toLowerCase(Locale.ROOT);
        String model = name.model.strip().toLowerCase(Locale.ROOT);
        String region = name.region.toLowerCase(Locale.ROOT);
        Schedule schedule = schedule(provider, region, model);
        String behind = schedule == null ? InferenceProfile.modelOf(model) : null;
        return behind == null ? schedule : schedule(provider, region, behind);
    }

    private @Nullable Schedule schedule(String provider, String region, String model) {
        Schedule regional = region.isEmpty() ? null : models.find(provider, region + "/" + model);
        return regional == null ? models.find(provider, model) : regional;
    }

    @Override
    public String version() {
        return version;
    }
}
