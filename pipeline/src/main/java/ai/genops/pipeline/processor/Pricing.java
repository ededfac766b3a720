package ai.genops.pipeline.processor;

import ai.genops.event.AttributeName;
import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.governance.price.Call;
import ai.genops.governance.price.Catalogue;
import ai.genops.governance.price.Cost;
import ai.genops.governance.price.Rating;
import ai.genops.governance.price.Usage;
import ai.genops.rules.convention.SpanConventions;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Prices model calls that arrive without a price: sets `genops.cost.total` and what it consists of. What cannot be
/// priced gets `genops.cost.unpriced` with the reason, never 0. What is no model call (neither model nor tokens), and
/// what stands around calls, is left alone.
///
/// Input tokens include those read from and written to the cache, as OpenTelemetry has them, output those of reasoning.
record Pricing(Catalogue catalogue, boolean again, Failures failures) implements Processor {
    private static final AttributeName TOTAL = AttributeName.of("genops.cost.total");
    private static final AttributeName PROVIDER = AttributeName.of("genops.cost.provider");
    private static final AttributeName MODEL = AttributeName.of("genops.cost.model");
    private static final AttributeName REQUESTED = AttributeName.of(SpanConventions.REQUESTED_MODEL);
    private static final AttributeName INPUT = AttributeName.of("genops.tokens.input");
    private static final AttributeName OUTPUT = AttributeName.of("genops.tokens.output");
    private static final AttributeName[] CACHE_READ = names("genops.tokens.cache_read");
    private static final AttributeName[] CACHE_WRITE = names("genops.tokens.cache_write");
    private static final AttributeName[] CACHE_WRITE_HOUR = names("genops.tokens.cache_write_1h");
    private static final AttributeName[] REASONING = names("genops.tokens.reasoning");
    private static final AttributeName[] AUDIO_INPUT = names("genops.tokens.audio_input");
    private static final AttributeName[] AUDIO_OUTPUT = names("genops.tokens.audio_output");
    private static final AttributeName[] TIER = names("genops.service_tier");

    private static final Key COST_TOTAL = Key.of("genops.cost.total");
    private static final Key COST_INPUT = Key.of("genops.cost.input");
    private static final Key COST_OUTPUT = Key.of("genops.cost.output");
    private static final Key COST_CACHE_READ = Key.of("genops.cost.cache_read");
    private static final Key COST_CACHE_WRITE = Key.of("genops.cost.cache_write");
    private static final Key COST_REQUEST = Key.of("genops.cost.request");
    private static final Key CURRENCY = Key.of("genops.cost.currency");
    private static final Key CATALOGUE = Key.of("genops.cost.catalogue");
    private static final Key UNPRICED = Key.of("genops.cost.unpriced");
    private static final long SECOND_NANOS = 1_000_000_000;

    @Override
    public Verdict apply(Event event) {
        if (!again && isPriced(event)) {
            return Verdict.KEEP;
        }
        Object model = event.attribute(MODEL);
        Object input = event.attribute(INPUT);
        Object output = event.attribute(OUTPUT);
        boolean isCall = model != null || input != null || output != null;
        if (isCall && !Conventions.isAround(event.attributes())) {
            String reason = price(event, model, input, output);
            if (!reason.isEmpty()) {
                unpriced(event, reason);
            }
        }
        return Verdict.KEEP;
    }

    /// A price that is none (NaN, negative, words) is no price.
    private static boolean isPriced(Event event) {
        return Amounts.money(event.attribute(TOTAL)) != null;
    }

    /// Why it cannot be priced; empty if it was.
    private String price(Event event, @Nullable Object model, @Nullable Object input, @Nullable Object output) {
        if (!(model instanceof String name) || name.isEmpty()) {
            return "no model";
        }
        if (input == null && output == null) {
            return "no tokens";
        }
        Usage usage = new Usage(
                count(input),
                count(output),
                count(first(event, CACHE_READ)),
                count(first(event, CACHE_WRITE)),
                count(first(event, CACHE_WRITE_HOUR)),
                count(first(event, REASONING)),
                count(first(event, AUDIO_INPUT)),
                count(first(event, AUDIO_OUTPUT)));
        String provider = event.attribute(PROVIDER) instanceof String text ? text : "";
        Call call = new Call(provider, name, time(event), tier(event), usage.prompt());
        Rating rating = catalogue.rate(call, usage);
        boolean known = rating instanceof Rating.Priced || catalogue.find(call) != null;
        if (!known
                && event.attribute(REQUESTED) instanceof String requested
                && catalogue.find(call.of(requested)) != null) {
            rating = catalogue.rate(call.of(requested), usage);
        }
        return switch (rating) {
            case Rating.Unpriced(var reason) -> reason;
            case Rating.Priced priced -> {
                set(event.attributes(), priced);
                yield "";
            }
        };
    }

    private static LocalDateTime time(Event event) {
        long nanos = event.timeNanos();
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(nanos, SECOND_NANOS), (int) Math.floorMod(nanos, SECOND_NANOS), ZoneOffset.UTC);
    }

    private static String tier(Event event) {
        return first(event, TIER) instanceof String said ? SpanConventions.tier(said) : "";
    }

    private static AttributeName[] names(String target) {
        return SpanConventions.namesOf(target).stream().map(AttributeName::of).toArray(AttributeName[]::new);
    }

    private static void set(Attributes attributes, Rating.Priced priced) {
        Cost cost = priced.cost();
        attributes.set(COST_TOTAL, cost.total().doubleValue());
        attributes.set(COST_INPUT, cost.input().doubleValue());
        attributes.set(COST_OUTPUT, cost.output().doubleValue());
        component(attributes, COST_CACHE_READ, cost.cacheRead());
        component(attributes, COST_CACHE_WRITE, cost.cacheWrite());
        component(attributes, COST_REQUEST, cost.request());
        attributes.set(CURRENCY, "USD");
        attributes.set(CATALOGUE, priced.catalogue());
    }

    private static void component(Attributes attributes, Key key, BigDecimal cost) {
        if (cost.signum() != 0) {
            attributes.set(key, cost.doubleValue());
        }
    }

    private void unpriced(Event event, String reason) {
        failures.failed(event, reason);
        if (!isPriced(event)) {
            event.attributes().set(UNPRICED, reason);
        }
    }

    /// The number; 0 if there is none, -1 if it is no count.
    private static long count(@Nullable Object value) {
        Long tokens = Amounts.tokens(value);
        return value == null ? 0 : tokens == null ? -1 : tokens;
    }

    private static @Nullable Object first(Event event, AttributeName[] names) {
        for (AttributeName name : names) {
            Object value = event.attribute(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
