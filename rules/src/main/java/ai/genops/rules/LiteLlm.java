package ai.genops.rules;

import ai.genops.governance.price.Price;
import ai.genops.rules.Schedule.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * LiteLLM's map of prices (github.com/BerriAI/litellm, {@code model_prices_and_context_window.json}): a model's name to US
 * dollars per token, with suffixes for service tiers ({@code _batches}, {@code _flex}, {@code _priority}) and thresholds
 * ({@code _above_200k_tokens}), or {@code tiered_pricing}. A model may stand under its name with its provider's before it. It has
 * no dates.
 */
final class LiteLlm implements Models {
    private static final Pattern ABOVE = Pattern.compile("_above_([0-9]{1,6})k_tokens");
    private static final Pattern OTHER_UNITS =
            Pattern.compile("(?:in|out)put_cost_per_(?!token|audio_token|image_token|reasoning_token|request).*");
    private static final Map<String, String> TIERS =
            Map.of("", "", "batch", "_batches", "flex", "_flex", "priority", "_priority");

    private record Entry(String key, String provider, Schedule schedule) {}

    private final Map<String, List<Entry>> byModel = new HashMap<>();

    LiteLlm(Map<?, ?> models) {
        models.forEach((key, value) -> add(String.valueOf(key).toLowerCase(Locale.ROOT), JsonTree.map(value)));
    }

    /** Whether this is such a map. */
    static boolean is(Map<?, ?> tree) {
        return tree.values().stream().anyMatch(value -> JsonTree.map(value).containsKey("litellm_provider"));
    }

    @Override
    public int size() {
        return byModel.size();
    }

    @Override
    public @Nullable Schedule find(String provider, String model) {
        List<Entry> entries = byModel.getOrDefault(model, List.of());
        if (provider.isEmpty()) {
            return entries.stream()
                    .filter(entry -> entry.key.equals(model))
                    .findFirst()
                    .map(Entry::schedule)
                    .orElseGet(() -> agreed(entries));
        }
        String wanted = Providers.canonical(provider);
        return entries.stream()
                .filter(entry -> entry.provider.equals(wanted))
                .min(Comparator.comparing(entry -> !entry.key.equals(model)))
                .map(Entry::schedule)
                .orElse(null);
    }

    /** Of a model that several providers have: what it costs at all of them, if that is one price. */
    private static @Nullable Schedule agreed(List<Entry> entries) {
        List<Schedule> schedules =
                entries.stream().map(Entry::schedule).distinct().toList();
        return schedules.size() == 1 ? schedules.get(0) : null;
    }

    private void add(String key, Map<?, ?> model) {
        String said = JsonTree.text(model.get("litellm_provider")).toLowerCase(Locale.ROOT);
        Map<String, List<Step>> steps = new HashMap<>();
        TIERS.forEach((tier, suffix) -> {
            List<Step> found = steps(model, suffix);
            if (!found.isEmpty()) {
                steps.put(tier, found);
            }
        });
        if (said.isEmpty() || steps.isEmpty() || isOtherwise(model)) {
            return;
        }
        String provider = Providers.canonical(said);
        var entry = new Entry(key, provider, new Schedule(List.of(Schedule.always(Map.copyOf(steps)))));
        byModel.computeIfAbsent(key, name -> new ArrayList<>()).add(entry);
        int slash = key.indexOf('/');
        if (slash > 0 && Providers.canonical(key.substring(0, slash)).equals(provider)) {
            byModel.computeIfAbsent(key.substring(slash + 1), name -> new ArrayList<>())
                    .add(entry);
        }
    }

    /** Whether it is priced by something else than tokens: by the second, by the image. */
    private static boolean isOtherwise(Map<?, ?> model) {
        return !model.containsKey("tiered_pricing")
                && amount(model, "input_cost_per_token", BigDecimal.ZERO).signum() == 0
                && amount(model, "output_cost_per_token", BigDecimal.ZERO).signum() == 0
                && model.keySet().stream()
                        .anyMatch(
                                key -> OTHER_UNITS.matcher(String.valueOf(key)).matches());
    }

    /** Empty if the tier has no price. */
    private static List<Step> steps(Map<?, ?> model, String tier) {
        List<Step> steps = new ArrayList<>();
        if (tier.isEmpty() && model.containsKey("tiered_pricing")) {
            for (Object one : JsonTree.list(model.get("tiered_pricing"))) {
                BigDecimal from =
                        JsonTree.amount(JsonTree.list(JsonTree.map(one).get("range")).stream()
                                .findFirst()
                                .orElse(null));
                steps.add(new Step(from == null ? 0 : from.longValue(), price(JsonTree.map(one), "", tier)));
            }
            return steps;
        }
        Price base = price(model, "", tier);
        if (base == null) {
            return steps;
        }
        steps.add(new Step(0, base));
        for (int thousands : thresholds(model)) {
            String above = "_above_" + thousands + "k_tokens";
            boolean known = model.containsKey("input_cost_per_token" + above + tier);
            steps.add(new Step(thousands * 1000L, known ? price(model, above, tier) : null));
        }
        return steps;
    }

    private static Set<Integer> thresholds(Map<?, ?> model) {
        Set<Integer> thousands = new TreeSet<>();
        for (Object key : model.keySet()) {
            Matcher above = ABOVE.matcher(String.valueOf(key));
            if (String.valueOf(key).startsWith("input_cost_per_token") && above.find()) {
                thousands.add(Integer.parseInt(above.group(1)));
            }
        }
        return thousands;
    }

    /** What is not given above a threshold stays as below it. */
    private static @Nullable Price price(Map<?, ?> model, String above, String tier) {
        BigDecimal input = cost(model, "input_cost_per_token", above, tier);
        return input == null
                ? null
                : new Price(
                        input,
                        cost(model, "output_cost_per_token", above, tier),
                        cost(model, "cache_read_input_token_cost", above, tier),
                        cost(model, "cache_creation_input_token_cost", above, tier),
                        cost(model, "cache_creation_input_token_cost_above_1hr", above, tier),
                        cost(model, "output_cost_per_reasoning_token", above, tier),
                        cost(model, "input_cost_per_audio_token", above, tier),
                        cost(model, "output_cost_per_audio_token", above, tier),
                        cost(model, "input_cost_per_image_token", above, tier),
                        cost(model, "output_cost_per_image_token", above, tier),
                        JsonTree.amount(model.get("input_cost_per_request")));
    }

    private static @Nullable BigDecimal cost(Map<?, ?> model, String name, String above, String tier) {
        BigDecimal perToken = JsonTree.amount(model.get(name + above + tier));
        if (perToken == null) {
            perToken = JsonTree.amount(model.get(name + tier));
        }
        return perToken == null ? null : perToken.movePointRight(3);
    }

    private static BigDecimal amount(Map<?, ?> model, String name, BigDecimal otherwise) {
        BigDecimal amount = JsonTree.amount(model.get(name));
        return amount == null ? otherwise : amount;
    }
}
