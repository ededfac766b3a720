package ai.genops.sdk.record;

import ai.genops.governance.price.Rating;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call cost. Several costs of one unit add up, exactly; provider and model are those of the last. Without a
 * total the unit is unpriced and its accounting flagged incomplete: no price is made up.
 */
public final class Cost extends Fact<Cost> {
    private @Nullable String provider;
    private @Nullable String model;
    private @Nullable String type;
    private String currency = "USD";
    private @Nullable BigDecimal total;
    private final Tokens tokens = new Tokens();
    private final Map<AttributeKey<Double>, BigDecimal> parts = new LinkedHashMap<>();
    private @Nullable String catalogue;
    private @Nullable String unpriced;

    Cost() {}

    @Override
    Cost self() {
        return this;
    }

    public Cost provider(@Nullable String name) {
        provider = text(name);
        return this;
    }

    public Cost model(@Nullable String name) {
        model = text(name);
        return this;
    }

    /** What kind of cost, for example `inference` or `embedding`. */
    public Cost type(@Nullable String kind) {
        type = text(kind);
        return this;
    }

    /** ISO 4217; USD if nothing is said. A unit has one currency; a cost in a second one is not added. */
    public Cost currency(@Nullable String code) {
        if (code != null && code.matches("[A-Z]{3}")) {
            currency = code;
        } else {
            refuse("currency", code);
        }
        return this;
    }

    /** Including cached tokens. */
    public Cost inputTokens(long count) {
        tokens.input(count);
        return this;
    }

    /** Including reasoning. */
    public Cost outputTokens(long count) {
        tokens.output(count);
        return this;
    }

    /** In units of the currency, as a decimal: `"0.0195"`. Best where you have text, for it is exact. */
    public Cost total(@Nullable String amount) {
        total = amount("total", amount);
        return this;
    }

    public Cost total(@Nullable BigDecimal amount) {
        total = amount("total", amount);
        return this;
    }

    public Cost total(double amount) {
        total = amount("total", amount);
        return this;
    }

    /** What came of pricing it: the total with its parts and the catalogue they are from, or why there is none. */
    public Cost rating(Rating rating) {
        if (rating instanceof Rating.Priced priced) {
            ai.genops.governance.price.Cost cost = priced.cost();
            catalogue = priced.catalogue();
            part(Names.COST_INPUT, cost.input());
            part(Names.COST_OUTPUT, cost.output());
            part(Names.COST_REASONING, cost.reasoning());
            part(Names.COST_CACHE_READ, cost.cacheRead());
            part(Names.COST_CACHE_WRITE, cost.cacheWrite());
            part(Names.COST_REQUEST, cost.request());
            return total(cost.total());
        }
        unpriced = ((Rating.Unpriced) rating).reason();
        return this;
    }

    private void part(AttributeKey<Double> name, BigDecimal amount) {
        if (amount.signum() != 0) {
            parts.put(name, amount);
        }
    }

    /** The total that was told and can be true; null: none. */
    public @Nullable BigDecimal told() {
        return total;
    }

    public String toldIn() {
        return currency;
    }

    @Override
    void write(Span span, Unit unit, PolicyResult.Form form) {
        tokens.refusals().forEach(text -> refuse("tokens:", text));
        if (!unit.isPayable(currency)) {
            refuse("a cost in " + currency + ", the unit has costs in", unit.currency());
            return;
        }
        unit.add(currency, total);
        unit.of(provider, model);
        set(span, Names.COST_PROVIDER, provider);
        set(span, Names.COST_MODEL, model);
        set(span, Names.COST_TYPE, type);
        set(span, Names.COST_CURRENCY, currency);
        set(span, Names.COST_TOTAL, unit.cost());
        parts.forEach((name, amount) -> set(span, name, unit.addPart(name, amount)));
        set(span, Names.COST_CATALOGUE, catalogue);
        set(span, Names.COST_UNPRICED, unpriced);
        tokens.write(span, unit, form);
        writeMetadata(span, Names.COST_METADATA);
        span.addEvent(Names.COST_CALCULATED, asEvent());
    }

    private Attributes asEvent() {
        AttributesBuilder event = Attributes.builder().put(Names.COST_CURRENCY, currency);
        if (provider != null) {
            event.put(Names.COST_PROVIDER, provider);
        }
        if (model != null) {
            event.put(Names.COST_MODEL, model);
        }
        if (total != null) {
            event.put(Names.COST_TOTAL, Double.valueOf(total.doubleValue()));
        }
        return event.build();
    }
}
