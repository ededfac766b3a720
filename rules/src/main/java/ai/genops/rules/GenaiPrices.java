package ai.genops.rules;

import ai.genops.governance.price.Price;
import ai.genops.rules.Schedule.Period;
import ai.genops.rules.Schedule.Step;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of genai-prices (github.com/pydantic/genai-prices, {@code data.json}): providers with models, found by
 * matching their names, prices in US dollars per million tokens, with thresholds, days and times of day. It has no
 * prices by service tier: those of the usual one count for all.
 */
final class GenaiPrices implements Models {
    private static final List<String> TIERS = List.of("", "batch", "flex", "priority");

    private record Model(Predicate<String> match, Schedule schedule) {}

    private record Provider(
            String id,
            @Nullable Predicate<String> match,
            @Nullable Predicate<String> models,
            List<?> fallback,
            List<Model> list) {
        @Nullable
        Schedule find(String model) {
            for (Model one : list) {
                if (one.match.test(model)) {
                    return one.schedule;
                }
            }
            return null;
        }
    }

    private final List<Provider> providers = new ArrayList<>();

    GenaiPrices(List<?> tree) throws IOException {
        for (Object provider : tree) {
            providers.add(provider(JsonTree.map(provider)));
        }
    }

    @Override
    public int size() {
        return providers.stream().mapToInt(provider -> provider.list.size()).sum();
    }

    @Override
    public @Nullable Schedule find(String provider, String model) {
        if (provider.isEmpty()) {
            return providers.stream()
                    .filter(one -> one.models != null && one.models.test(model))
                    .map(one -> one.find(model))
                    .filter(found -> found != null)
                    .findFirst()
                    .orElse(null);
        }
        Provider named = named(provider);
        return named == null ? null : find(named, model);
    }

    private @Nullable Schedule find(Provider provider, String model) {
        Schedule found = provider.find(model);
        for (Object id : provider.fallback) {
            Provider other = found == null ? byId(String.valueOf(id)) : null;
            found = other == null ? found : other.find(model);
        }
        return found;
    }

    private @Nullable Provider named(String name) {
        Provider exact = byId(Providers.genai(name));
        return exact != null
                ? exact
                : providers.stream()
                        .filter(one -> one.match != null && one.match.test(name))
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable Provider byId(String id) {
        return providers.stream().filter(one -> one.id.equals(id)).findFirst().orElse(null);
    }

    private static Provider provider(Map<?, ?> tree) throws IOException {
        String id = JsonTree.text(tree.get("id")).toLowerCase(Locale.ROOT);
        try {
            List<Model> models = new ArrayList<>();
            for (Object one : JsonTree.list(tree.get("models"))) {
                Map<?, ?> model = JsonTree.map(one);
                models.add(new Model(NameMatch.of(model.get("match")), schedule(model.get("prices"))));
            }
            return new Provider(
                    id,
                    tree.containsKey("provider_match") ? NameMatch.of(tree.get("provider_match")) : null,
                    tree.containsKey("model_match") ? NameMatch.of(tree.get("model_match")) : null,
                    JsonTree.list(tree.get("fallback_model_providers")),
                    models);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException("provider `%s`: %s".formatted(id, e.getMessage()), e);
        }
    }

    private static Schedule schedule(@Nullable Object prices) {
        List<Period> periods = new ArrayList<>();
        if (prices instanceof List<?> dated) {
            for (Object one : dated) {
                Map<?, ?> period = JsonTree.map(one);
                periods.add(period(JsonTree.map(period.get("constraint")), JsonTree.map(period.get("prices"))));
            }
        } else {
            periods.add(period(Map.of(), JsonTree.map(prices)));
        }
        return new Schedule(List.copyOf(periods));
    }

    private static Period period(Map<?, ?> constraint, Map<?, ?> prices) {
        List<Step> steps = steps(prices);
        Period always = Schedule.always(
                Map.of(TIERS.get(0), steps, TIERS.get(1), steps, TIERS.get(2), steps, TIERS.get(3), steps));
        String from = JsonTree.text(constraint.get("start_date"));
        return new Period(
                from.isEmpty() ? LocalDate.MIN : LocalDate.parse(from),
                LocalDate.MAX,
                time(constraint.get("start_time")),
                time(constraint.get("end_time")),
                always.steps());
    }

    private static LocalTime time(@Nullable Object text) {
        return text instanceof String given
                ? OffsetTime.parse(given).withOffsetSameInstant(ZoneOffset.UTC).toLocalTime()
                : LocalTime.MIN;
    }

    private static List<Step> steps(Map<?, ?> prices) {
        Set<Long> thresholds = new TreeSet<>(Set.of(0L));
        for (Object price : prices.values()) {
            for (Object tier : JsonTree.list(JsonTree.map(price).get("tiers"))) {
                thresholds.add(start(tier));
            }
        }
        return thresholds.stream()
                .map(above -> new Step(above, price(prices, above)))
                .toList();
    }

    private static @Nullable Price price(Map<?, ?> prices, long above) {
        BigDecimal input = cost(prices.get("input_mtok"), above);
        BigDecimal requests = JsonTree.amount(prices.get("requests_kcount"));
        return input == null
                ? null
                : new Price(
                        input,
                        cost(prices.get("output_mtok"), above),
                        cost(prices.get("cache_read_mtok"), above),
                        cost(prices.get("cache_write_mtok"), above),
                        cost(prices.get("cache_write_1h_mtok"), above),
                        cost(prices.get("output_reasoning_mtok"), above),
                        cost(prices.get("input_audio_mtok"), above),
                        cost(prices.get("output_audio_mtok"), above),
                        cost(prices.get("input_image_mtok"), above),
                        cost(prices.get("output_image_mtok"), above),
                        requests == null ? null : requests.movePointLeft(3));
    }

    /** Per 1,000 tokens, of a prompt with more than {@code above}. */
    private static @Nullable BigDecimal cost(@Nullable Object price, long above) {
        BigDecimal perMillion = JsonTree.amount(price);
        if (price instanceof Map<?, ?> tiered) {
            perMillion = JsonTree.amount(tiered.get("base"));
            for (Object tier : JsonTree.list(tiered.get("tiers"))) {
                if (start(tier) <= above) {
                    perMillion = JsonTree.amount(JsonTree.map(tier).get("price"));
                }
            }
        }
        return perMillion == null ? null : perMillion.movePointLeft(3);
    }

    private static long start(@Nullable Object tier) {
        BigDecimal start = JsonTree.amount(JsonTree.map(tier).get("start"));
        return start == null ? 0 : start.longValue();
    }
}
