package ai.genops.observability.dashboard;

/**
 * How the values of an input become its token: each between {@code valuePrefix} and {@code valueSuffix}, with
 * {@code delimiter} between them, all between {@code prefix} and {@code suffix}.
 */
public record Joining(String prefix, String suffix, String valuePrefix, String valueSuffix, String delimiter) {
    /** The values as they are, a space between them. */
    public static final Joining NONE = new Joining("", "", "", "", " ");

    static Joining of(XmlElement input) {
        String delimiter = input.rawText("delimiter");
        return new Joining(
                input.rawText("prefix"),
                input.rawText("suffix"),
                input.rawText("valuePrefix"),
                input.rawText("valueSuffix"),
                delimiter.isEmpty() ? NONE.delimiter : delimiter);
    }
}
