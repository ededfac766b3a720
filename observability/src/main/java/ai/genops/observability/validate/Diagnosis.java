package ai.genops.observability.validate;

import java.util.List;

/**
 * What is wrong, why, and what to do.
 *
 * @param error one sentence
 * @param cause the usual cause of this error
 * @param actual the cause here, where the answer shows that it is another one; else empty
 * @param fix steps, most likely ones first
 */
record Diagnosis(String error, String cause, String actual, List<String> fix) {
    static Diagnosis of(String error, String cause, String... fix) {
        return new Diagnosis(error, cause, "", List.of(fix));
    }

    Diagnosis actually(String whatItIs) {
        return new Diagnosis(error, cause, whatItIs, fix);
    }
}
