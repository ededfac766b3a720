package ai.genops.observability.validate;

/**
 * The HEC that is to be validated. What is empty is taken from the environment: {@code SPLUNK_HEC_ENDPOINT},
 * {@code SPLUNK_HEC_TOKEN}, {@code SPLUNK_INDEX}, {@code SPLUNK_SEARCH_ENDPOINT}, {@code SPLUNK_SEARCH_TOKEN}.
 *
 * @param endpoint such as {@code https://splunk:8088}, with or without {@code /services/collector...}
 * @param index where the test event goes; none at all: the token's default
 * @param sourcetype the test event's
 * @param search where the event is looked for
 */
public record SplunkTarget(String endpoint, Secret token, String index, String sourcetype, SearchAccess search) {
    /** All of it from the environment. */
    public static final SplunkTarget OF_ENVIRONMENT =
            new SplunkTarget("", Secret.NONE, "", "genops:telemetry", SearchAccess.NONE);

    /** Another endpoint and token. */
    public SplunkTarget at(String otherEndpoint, Secret otherToken) {
        return new SplunkTarget(otherEndpoint, otherToken, index, sourcetype, search);
    }

    /** Another index. */
    public SplunkTarget into(String otherIndex) {
        return new SplunkTarget(endpoint, token, otherIndex, sourcetype, search);
    }

    /** Searched elsewhere. */
    public SplunkTarget searchedAt(SearchAccess otherSearch) {
        return new SplunkTarget(endpoint, token, index, sourcetype, otherSearch);
    }

    SplunkTarget completed(Surroundings surroundings) {
        var found = new SearchAccess(
                or(search.endpoint(), surroundings, "SPLUNK_SEARCH_ENDPOINT"),
                or(search.token(), surroundings, "SPLUNK_SEARCH_TOKEN"));
        return new SplunkTarget(
                or(endpoint, surroundings, "SPLUNK_HEC_ENDPOINT"),
                or(token, surroundings, "SPLUNK_HEC_TOKEN"),
                or(index, surroundings, "SPLUNK_INDEX"),
                sourcetype,
                found);
    }

    static String or(String given, Surroundings surroundings, String variable) {
        return given.isBlank() ? surroundings.variable(variable) : given.strip();
    }

    static Secret or(Secret given, Surroundings surroundings, String variable) {
        return given.isPresent() ? given : Secret.of(surroundings.variable(variable));
    }
}
