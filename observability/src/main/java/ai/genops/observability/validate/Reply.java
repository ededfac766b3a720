package ai.genops.observability.validate;

/**
 * What an HTTP server answered to a question.
 *
 * @param text the beginning of its body, 64 KiB at most
 * @param described the whole in a few words, for people
 */
public record Reply(int status, String text, String described) {
    /** Whether it is a success. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** Whether the credentials are refused. */
    public boolean isUnauthorized() {
        return status == 401 || status == 403;
    }

    /** The value at a place of the body, {@code version.number}, if that is a JSON object that has it; else empty. */
    public String at(String place) {
        return JsonFields.of(text).at(place);
    }
}
