package ai.genops.observability.validate;

import java.util.List;

/**
 * What HEC's codes mean (Splunk: "Troubleshoot HTTP Event Collector", "Possible error codes"). Splunk's usual advice goes
 * by the HTTP status alone; the code beside it says what it really is.
 */
final class HecDiagnosis {
    private static final String TOKENS = "Settings, Data Inputs, HTTP Event Collector";
    private static final String BUSY_CAUSE = "Splunk cannot take events at the moment";

    private HecDiagnosis() {}

    /** @param answer one with a code of HEC's that means a refusal */
    static Diagnosis of(HecAnswer answer, String index) {
        return switch (answer.code()) {
            case 1, 22 -> forbidden(answer, "the token is known and disabled");
            case 2 -> unauthorized(answer, "no token arrived: something on the way removed the header Authorization");
            case 3 -> unauthorized(answer, "the header Authorization arrived in another form than `Splunk TOKEN`");
            case 4, 21 ->
                forbidden(
                        answer,
                        "Splunk does not know this token: another server's, a mistake in copying,"
                                + " or deleted; tokens of HEC do not expire");
            case 5, 6, 12, 13, 15 -> changed(answer);
            case 7 -> index(answer, index);
            case 8 -> internal(answer);
            case 9, 18, 19, 20, 23, 24, 25, 26, 27 -> busy(answer);
            case 10, 11 -> channel(answer);
            case 14 ->
                Diagnosis.of(
                        "Acknowledgement is disabled for this token" + answer.inBrackets(),
                        "Somebody asked for acknowledgements of a token without",
                        "Turn on indexer acknowledgement for the token, or do not use it");
            case 16 ->
                Diagnosis.of(
                        "The token must not stand in the address" + answer.inBrackets(),
                        "allowQueryStringAuth is off for this token",
                        "Send it in the header Authorization, and look at what changes requests on the way");
            default ->
                Diagnosis.of(
                        "HEC refuses with a code that is not documented" + answer.inBrackets(),
                        "Another version of Splunk, or another product that speaks HEC",
                        "Look for its text in the log of that server: index=_internal component=HttpInputDataHandler");
        };
    }

    private static Diagnosis unauthorized(HecAnswer answer, String actual) {
        return new Diagnosis(
                "HEC token authentication failed (401 Unauthorized" + answer.codeAfterComma() + ")",
                "Invalid or expired HEC token",
                actual,
                List.of(
                        "Look at what stands between here and Splunk: a proxy must pass Authorization on unchanged",
                        "Verify token in Splunk UI: " + TOKENS,
                        "Check token is enabled (not disabled)",
                        "Confirm token hasn't expired",
                        "Verify Global Settings has HEC enabled"));
    }

    private static Diagnosis forbidden(HecAnswer answer, String actual) {
        return new Diagnosis(
                "HEC token forbidden (" + answer.statusWords() + answer.codeAfterComma() + ")",
                "Token lacks permissions for target index",
                actual,
                List.of(
                        "Verify token in Splunk UI: " + TOKENS + "; copy its value once more",
                        "Check token is enabled (not disabled)",
                        "Check that the endpoint is the server that has the token: behind a balancer, every one has to",
                        "Verify Global Settings has HEC enabled"));
    }

    private static Diagnosis index(HecAnswer answer, String index) {
        String name = index.isEmpty() ? "the token's default index" : "`" + index + "`";
        String asked = index.isEmpty() ? "NAME" : index;
        return new Diagnosis(
                "HEC token may not write to " + name + answer.inBrackets(),
                "Token lacks permissions for target index",
                "the token itself is right; " + name + " does not exist there, or is not among its allowed indexes",
                List.of(
                        "Verify index exists: | eventcount summarize=false index=* | dedup index | search index="
                                + asked,
                        "Check token index permissions: " + TOKENS + ", the token, Allowed Indexes includes " + asked,
                        "Create index if missing: Settings, Indexes, New Index, name " + asked
                                + ", with retention and size"));
    }

    private static Diagnosis changed(HecAnswer answer) {
        return Diagnosis.of(
                "HEC does not understand the event" + answer.inBrackets(),
                "The body was changed on the way: the event that was sent is a correct one",
                "Look at what stands between here and Splunk: a proxy that rewrites, shortens or drops bodies",
                "Send one by hand from that machine: curl ENDPOINT/services/collector/event -H 'Authorization:"
                        + " Splunk TOKEN' -d '{\"event\":\"test\"}'");
    }

    private static Diagnosis internal(HecAnswer answer) {
        return Diagnosis.of(
                "Splunk fails by its own fault" + answer.inBrackets(),
                "An error inside of Splunk",
                "Look at index=_internal component=HttpInputDataHandler, and at splunkd.log on that server");
    }

    private static Diagnosis busy(HecAnswer answer) {
        return new Diagnosis(
                "HEC takes no events now" + answer.inBrackets(),
                BUSY_CAUSE,
                switch (answer.code()) {
                    case 18 -> "its queues are full";
                    case 19 -> "its acknowledgements are not available";
                    case 20 -> "its queues are full, and its acknowledgements not available";
                    case 23, 24 -> "it is shutting down";
                    case 26, 27 -> "it is at its capacity";
                    default -> "the server is busy";
                },
                List.of(
                        "Try again in a minute; senders of GenOps wait and try again by themselves",
                        "If it stays: look at Splunk's indexing queues and disks (Monitoring Console, Indexing)"));
    }

    private static Diagnosis channel(HecAnswer answer) {
        return Diagnosis.of(
                "HEC wants a data channel" + answer.inBrackets(),
                "The token has indexer acknowledgement, and the header X-Splunk-Request-Channel was lost on the way",
                "Look at what stands between here and Splunk: it must pass the header on",
                "Or turn off indexer acknowledgement for the token");
    }

    /** An answer that is not HEC's. */
    static Diagnosis foreign(Answer answer, String expected) {
        return new Diagnosis(
                "The answer is not HEC's: " + answer.described(),
                "Something else than Splunk's HTTP Event Collector listens there",
                answer.guess(),
                List.of(
                        "Use HEC's own address, usually https://HOST:8088, in Splunk Cloud"
                                + " https://http-inputs-STACK.splunkcloud.com:443",
                        "Ask it by hand: curl -k " + expected + " answers {\"text\":\"HEC is healthy\",\"code\":17}"));
    }
}
