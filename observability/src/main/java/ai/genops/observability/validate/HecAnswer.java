package ai.genops.observability.validate;

/**
 * An answer in HEC's form.
 *
 * @param code -1 if it has none, and so is not HEC's
 */
record HecAnswer(Answer answer, int code, String text, String ackId) {
    private static final int SUCCESS = 0;
    private static final int HEALTHY = 17;

    static HecAnswer of(Answer answer) {
        JsonFields json = answer.json();
        String code = json.at("code");
        boolean own = code.matches("\\d{1,3}") && !json.at("text").isEmpty();
        return new HecAnswer(answer, own ? Integer.parseInt(code) : -1, json.at("text"), json.at("ackId"));
    }

    boolean isHec() {
        return code >= 0;
    }

    boolean isSuccess() {
        return answer.status() == 200 && code == SUCCESS;
    }

    /** Some versions put the HTTP status into the code. */
    boolean isHealthy() {
        return answer.status() == 200 && (code == HEALTHY || (code == 200 && text.equals("HEC is healthy")));
    }

    /** Nothing of HEC's at this path. */
    boolean isNowhere() {
        return answer.status() == 404 || answer.status() == 405;
    }

    String inBrackets() {
        return " (" + statusWords() + codeAfterComma() + ")";
    }

    String codeAfterComma() {
        return ", code " + code + " " + text;
    }

    String statusWords() {
        return switch (answer.status()) {
            case 400 -> "400 Bad Request";
            case 401 -> "401 Unauthorized";
            case 403 -> "403 Forbidden";
            case 503 -> "503 Service Unavailable";
            default -> "HTTP " + answer.status();
        };
    }
}
