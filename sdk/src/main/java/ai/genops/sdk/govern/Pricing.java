package ai.genops.sdk.govern;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.governance.price.Call;
import ai.genops.governance.price.Catalogue;
import ai.genops.governance.price.Price;
import ai.genops.governance.price.Rating;
import ai.genops.governance.price.Usage;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What calls cost, by a catalogue, at the time of day. */
final class Pricing {
    /** Counted where a call does not limit its output: what most models give at most. */
    static final long USUAL_MOST_OUTPUT = 16_384;

    private static final long MILLIS_PER_SECOND = 1_000;

    private final Catalogue catalogue;
    private final InstantSource clock;
    private volatile LocalDateTime latest = LocalDateTime.MIN;

    Pricing(Catalogue catalogue, InstantSource clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** What it costs at most, in US dollars; null if nobody knows. */
    @Nullable
    BigDecimal atMost(ModelCall call) {
        if (call.estimate() != null || call.model() == null) {
            return call.estimate();
        }
        String prompt = call.prompt();
        long bytes = prompt == null ? 0 : prompt.getBytes(UTF_8).length;
        long input = call.inputTokens() >= 0 ? call.inputTokens() : bytes;
        long output = call.maxOutputTokens() >= 0 ? call.maxOutputTokens() : USUAL_MOST_OUTPUT;
        Price price = catalogue.find(asked(call, call.model(), input));
        return price == null ? null : price.atMost(input, output);
    }

    /**
     * What it cost.
     *
     * @param answered the model that says it has answered; where it has no price, the one that was asked for counts
     */
    Rating rate(ModelCall call, @Nullable String answered, Usage usage) {
        String asked = call.model();
        if (asked == null && answered == null) {
            return new Rating.Unpriced("no model");
        }
        Call first = asked(call, answered == null ? String.valueOf(asked) : answered, usage.prompt());
        if (asked != null && answered != null && catalogue.find(first) == null) {
            Rating other = catalogue.rate(first.of(asked), usage);
            return other instanceof Rating.Priced ? other : catalogue.rate(first, usage);
        }
        return catalogue.rate(first, usage);
    }

    /** To the second: prices do not change within one, and calls of one second share it. */
    private LocalDateTime now() {
        long second = Math.floorDiv(clock.millis(), MILLIS_PER_SECOND);
        LocalDateTime known = latest;
        if (known.toEpochSecond(ZoneOffset.UTC) != second) {
            known = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
            latest = known;
        }
        return known;
    }

    private Call asked(ModelCall call, String model, long promptTokens) {
        String provider = call.provider();
        String region = call.region();
        return new Call(
                provider == null ? "" : provider,
                model,
                now(),
                call.tier(),
                region == null ? "" : region,
                promptTokens);
    }
}
