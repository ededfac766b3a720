package ai.genops.sdk.record;

import ai.genops.governance.price.Rating;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.math.BigDecimal;
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
    private Rating.@Nullable Priced priced;
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
        if (rating instanceof Rating.Priced known) {
            priced = known;
            return total(known.cost().total());
        }
        unpriced = ((Rating.Unpriced) rating).reason();
        return this;
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
        if (priced != null) {
            writeParts(span, unit.addParts(priced.cost()));
            set(span, Names.COST_CATALOGUE, priced.catalogue());
        }
        set(span, Names.COST_UNPRICED, unpriced);
        tokens.write(span, unit, form);
        writeMetadata(span, Names.COST_METADATA);
        span.addEvent(Names.COST_CALCULATED, asEvent());
    }

    private static void writeParts(Span span, ai.genops.governance.price.Cost cost) {
        part(span, Names.COST_INPUT, cost.input());
        part(span, Names.COST_OUTPUT, cost.output());
        part(span, Names.COST_REASONING, cost.reasoning());
        part(span, Names.COST_CACHE_READ, cost.cacheRead());
        part(span, Names.COST_CACHE_WRITE, cost.cacheWrite());
        part(span, Names.COST_REQUEST, cost.request());
    }

    private static void part(Span span, AttributeKey<Double> name, BigDecimal amount) {
        if (amount.signum() != 0) {
            set(span, name, amount);
        }
    }

    private Attributes asEvent() {
        AttributesBuilder event = Attributes.builder().put(Names.COST_CURRENCY, currency);
        put(event, Names.COST_PROVIDER, provider);
        put(event, Names.COST_MODEL, model);
        put(event, Names.COST_TOTAL, total);
        return event.build();
    }
}
