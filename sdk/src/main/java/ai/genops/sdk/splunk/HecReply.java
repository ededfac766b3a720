package ai.genops.sdk.splunk;

import ai.genops.sdk.http.Answer;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the collector says: `{"text":"Success","code":0,"ackId":7}`. What is absent is -1. Codes: Splunk, "Troubleshoot
 * HTTP Event Collector", possible error codes.
 */
record HecReply(int code, long ackId, int invalidEvent) {
    private static final Set<Integer> LATER = Set.of(8, 9, 18, 19, 20, 23, 26, 27);
    private static final Set<Integer> CREDENTIALS = Set.of(1, 2, 3, 4, 16, 21, 22);
    private static final Set<Integer> EVENT = Set.of(5, 6, 7, 12, 13, 15);

    static HecReply of(Answer answer) {
        int code = (int) number(answer.body(), "code");
        int invalid = (int) number(answer.body(), "invalid-event-number");
        // This code alone counts events from 1.
        return new HecReply(code, number(answer.body(), "ackId"), code == 7 && invalid > 0 ? invalid - 1 : invalid);
    }

    static boolean isWorthAnotherTry(Answer answer) {
        int code = of(answer).code();
        return LATER.contains(code) || (code < 0 && (answer.isTemporary() || answer.status() == 500));
    }

    boolean isAboutCredentials() {
        return CREDENTIALS.contains(code);
    }

    boolean isAboutChannel() {
        return code == 10 || code == 11;
    }

    boolean isAboutAnEvent() {
        return EVENT.contains(code);
    }

    /** Whether `{"acks":{"7":true}}` says that it is indexed; false also if it is not known any more. */
    static boolean isIndexed(Answer answer, long ackId) {
        return answer.isOk()
                && Pattern.compile("\"" + ackId + "\"\\s*:\\s*true")
                        .matcher(answer.body())
                        .find();
    }

    private static long number(String body, String name) {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*(\\d{1,18})").matcher(body);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }
}
