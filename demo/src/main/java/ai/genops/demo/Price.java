package ai.genops.demo;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;

/// What a model charges, in US dollars per 1,000 tokens.
record Price(BigDecimal inputPer1k, BigDecimal outputPer1k) {

    /// The price in the table `model_pricing`.
    ///
    /// @throws IllegalArgumentException if the table does not know the model: an unknown price is never 0
    static Price of(String provider, String model) {
        return Csv.rows("lookups/model_pricing.csv").stream()
                .filter(row -> row.getField("provider").equals(provider)
                        && row.getField("model").equals(model))
                .findFirst()
                .map(Price::of)
                .orElseThrow(() -> new IllegalArgumentException("no price for " + provider + " " + model));
    }

    private static Price of(NamedCsvRecord row) {
        return new Price(
                new BigDecimal(row.getField("input_cost_per_1k")), new BigDecimal(row.getField("output_cost_per_1k")));
    }

    Cost of(long inputTokens, long outputTokens) {
        return new Cost(times(inputPer1k, inputTokens), times(outputPer1k, outputTokens));
    }

    private static BigDecimal times(BigDecimal per1k, long tokens) {
        return per1k.multiply(BigDecimal.valueOf(tokens)).movePointLeft(3);
    }
}
