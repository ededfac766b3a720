package ai.genops.sdk.record;

import ai.genops.governance.price.Rating;
import ai.genops.governance.price.Usage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a call cost. Several costs of one unit add up, exactly; provider and model are those of the last. Without a
 * total the unit is unpriced and its accounting flagged incomplete: no price is made up.
 */
public final class Cost extends Fact<Cost> {
    static final String DOLLARS = "USD";
    private static final EventKind<String, String, String, Double> EVENT = new EventKind<>(
            Names.COST_CALCULATED, Names.COST_CURRENCY, Names.COST_PROVIDER, Names.COST_MODEL, Names.COST_TOTAL);

    private @Nullable String provider;
    private @Nullable String model;
    private @Nullable String type;
    private String currency = DOLLARS;
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

    /** The total that was told and can be true; null: none, or in another currency. */
    public @Nullable BigDecimal dollars() {
        return currency.equals(DOLLARS) ? total : null;
    }

    @Override
    void write(Span span, Unit unit, PolicyResult.Form form) {
        for (String refusal : tokens.refusals()) {
            refuse("tokens:", refusal);
        }
        if (!unit.isPayable(currency)) {
            refuse("a cost in " + currency + ", the unit has costs in", unit.currency());
            return;
        }
        write(span, unit, provider, model, currency, total);
        set(span, Names.COST_TYPE, type);
        if (priced != null) {
            writeParts(span, unit, priced);
        }
        set(span, Names.COST_UNPRICED, unpriced);
        tokens.write(span, unit, form);
        writeMetadata(span, Names.COST_METADATA);
    }

    /**
     * Called with `unit` locked, of a whole usage and what came of pricing it.
     *
     * @param total of the rating; null: unpriced
     */
    static void write(
            Span span,
            Unit unit,
            @Nullable String provider,
            @Nullable String model,
            Usage usage,
            Rating rating,
            @Nullable BigDecimal total) {
        write(span, unit, provider, model, DOLLARS, total);
        if (rating instanceof Rating.Priced known) {
            writeParts(span, unit, known);
        } else {
            set(span, Names.COST_UNPRICED, ((Rating.Unpriced) rating).reason());
        }
        Tokens.write(span, unit, usage.prompt(), usage.output(), -1);
    }

    private static void write(
            Span span,
            Unit unit,
            @Nullable String provider,
            @Nullable String model,
            String currency,
            @Nullable BigDecimal total) {
        boolean isFirst = unit.cost() == null;
        unit.add(currency, total);
        unit.of(provider, model);
        set(span, Names.COST_PROVIDER, provider);
        set(span, Names.COST_MODEL, model);
        set(span, Names.COST_CURRENCY, currency);
        Double amount = real(total);
        set(span, Names.COST_TOTAL, isFirst ? amount : real(unit.cost()));
        EVENT.add(span, currency, provider, model, amount);
    }

    private static void writeParts(Span span, Unit unit, Rating.Priced priced) {
        set(span, Names.COST_CATALOGUE, priced.catalogue());
        ai.genops.governance.price.Cost cost = unit.addParts(priced.cost());
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
}
