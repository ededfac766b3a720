package ai.genops.autoconfigure;

import ai.genops.governance.price.Call;
import ai.genops.governance.price.Cost;
import ai.genops.governance.price.Rating;
import ai.genops.governance.price.Usage;
import ai.genops.rules.convention.Meaning;
import ai.genops.rules.convention.SpanConventions;
import ai.genops.sdk.record.Names;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The {@code genops.*} attributes that a span of other conventions means, by the same table and prices as the server's
 * processors {@code otel} and {@code cost}. What a span has already stays as it is; one that is accounted for gets nothing.
 */
final class Derivation {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final String TOTAL = Names.COST_TOTAL.getKey();

    private final Settings settings;

    Derivation(Settings settings) {
        this.settings = settings;
    }

    /**
     * Empty if it has nothing to do with models.
     *
     * @param isRepeated whether what it used is told by another span, which has the cost
     */
    Attributes of(SpanData span, Said said, boolean isRepeated) {
        if (said.isAccounted() || !said.isOfModels()) {
            return Attributes.empty();
        }
        AttributesBuilder more = Attributes.builder();
        boolean mayCost = !isRepeated && !said.isAround();
        for (Meaning meaning : SpanConventions.TABLE) {
            if (!said.has(meaning.target()) && (mayCost || meaning.form() == Meaning.Form.TEXT)) {
                put(more, meaning, said);
            }
        }
        if (mayCost && said.hasUsage()) {
            price(more, said, span);
        } else if (mayCost && span.getStatus().getStatusCode() != StatusCode.ERROR) {
            more.put(Names.COST_UNPRICED, "no tokens");
        }
        settings.attribution().forEach((tag, value) -> {
            AttributeKey<String> key = tag.keys().get(0);
            if (!said.has(key.getKey()) && span.getResource().getAttribute(key) == null) {
                more.put(key, value);
            }
        });
        return more.build();
    }

    private static void put(AttributesBuilder more, Meaning meaning, Said said) {
        Object value = said.meant(meaning.target());
        if (value instanceof String text) {
            more.put(meaning.target(), text);
        } else if (value instanceof Long count) {
            more.put(meaning.target(), count.longValue());
        } else if (value instanceof Double amount) {
            more.put(meaning.target(), amount.doubleValue());
        }
    }

    /** A cost that the span tells itself counts; else the catalogue's price does, at the time of the call. */
    private void price(AttributesBuilder more, Said said, SpanData span) {
        if (said.meant(TOTAL) != null) {
            more.put(Names.COST_CURRENCY, "USD");
            return;
        }
        Rating rating = said.hasModel() ? rate(said, span) : new Rating.Unpriced("no model");
        if (rating instanceof Rating.Priced priced) {
            Cost cost = priced.cost();
            put(more, Names.COST_TOTAL, cost.total());
            put(more, Names.COST_INPUT, cost.input());
            put(more, Names.COST_OUTPUT, cost.output());
            part(more, Names.COST_REASONING, cost.reasoning());
            part(more, Names.COST_CACHE_READ, cost.cacheRead());
            part(more, Names.COST_CACHE_WRITE, cost.cacheWrite());
            part(more, Names.COST_REQUEST, cost.request());
            more.put(Names.COST_CURRENCY, "USD");
            more.put(Names.COST_CATALOGUE, priced.catalogue());
        } else if (rating instanceof Rating.Unpriced unpriced) {
            more.put(Names.COST_UNPRICED, unpriced.reason());
        }
    }

    private Rating rate(Said said, SpanData span) {
        Usage usage = new Usage(
                said.count("genops.tokens.input"),
                said.count("genops.tokens.output"),
                said.count("genops.tokens.cache_read"),
                said.count("genops.tokens.cache_write"),
                said.count("genops.tokens.cache_write_1h"),
                said.count("genops.tokens.reasoning"),
                said.count("genops.tokens.audio_input"),
                said.count("genops.tokens.audio_output"));
        long nanos = span.getEndEpochNanos();
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(nanos, SECOND_NANOS), (int) Math.floorMod(nanos, SECOND_NANOS), ZoneOffset.UTC);
        Call call = new Call(
                said.text("genops.cost.provider"),
                said.text("genops.cost.model"),
                time,
                SpanConventions.tier(said.text("genops.service_tier")),
                usage.prompt());
        Rating rating = settings.prices().rate(call, usage);
        String requested = said.requestedModel();
        boolean isOther = rating instanceof Rating.Unpriced
                && !requested.isEmpty()
                && settings.prices().find(call) == null
                && settings.prices().find(call.of(requested)) != null;
        return isOther ? settings.prices().rate(call.of(requested), usage) : rating;
    }

    private static void put(AttributesBuilder more, AttributeKey<Double> key, BigDecimal cost) {
        more.put(key, Double.valueOf(cost.doubleValue()));
    }

    private static void part(AttributesBuilder more, AttributeKey<Double> key, BigDecimal cost) {
        if (cost.signum() != 0) {
            put(more, key, cost);
        }
    }
}
