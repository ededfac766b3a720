package ai.genops.observability.validate;

/**
 * The OTLP endpoint that is to be validated. What is empty is taken from the environment:
 * {@code CRIBL_OTLP_ENDPOINT} and {@code CRIBL_AUTH_TOKEN} for Cribl, {@code OTEL_EXPORTER_OTLP_ENDPOINT} else.
 *
 * @param endpoint of OTLP over HTTP, such as {@code http://cribl:4318}; a path is never extended, a bare host gets
 *     {@code /v1/traces}
 * @param token sent as {@code Authorization: Bearer}; Cribl's must be there
 */
public record OtlpTarget(Kind kind, String endpoint, Secret token) {
    /** Whose endpoint it is. */
    public enum Kind {
        OTLP("otlp", "the receiver", "OTEL_EXPORTER_OTLP_ENDPOINT", "--token"),
        CRIBL("cribl", "Cribl", "CRIBL_OTLP_ENDPOINT", "CRIBL_AUTH_TOKEN");

        final String id;
        final String product;
        final String endpointVariable;
        final String tokenName;

        Kind(String id, String product, String endpointVariable, String tokenName) {
            this.id = id;
            this.product = product;
            this.endpointVariable = endpointVariable;
            this.tokenName = tokenName;
        }
    }

    OtlpTarget completed(Surroundings surroundings) {
        return new OtlpTarget(
                kind,
                SplunkTarget.or(endpoint, surroundings, kind.endpointVariable),
                kind == Kind.CRIBL ? SplunkTarget.or(token, surroundings, kind.tokenName) : token);
    }
}
