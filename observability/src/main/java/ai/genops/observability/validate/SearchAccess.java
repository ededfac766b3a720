package ai.genops.observability.validate;

/**
 * Where Splunk is searched, to see an event again.
 *
 * @param endpoint of the management port, such as {@code https://splunk:8089}; empty: nothing is searched
 * @param token one of Splunk's authentication tokens, or a session's key
 */
public record SearchAccess(String endpoint, Secret token) {
    /** Nothing is searched. */
    public static final SearchAccess NONE = new SearchAccess("", Secret.NONE);
}
