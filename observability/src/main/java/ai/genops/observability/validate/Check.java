package ai.genops.observability.validate;

import java.util.List;

/**
 * One thing that was looked at.
 *
 * @param id a stable name: {@code token}, {@code index}, ...
 * @param finding what was found, one sentence
 * @param cause why, if it failed or is doubtful: the usual cause of this failure; else empty
 * @param actual the cause here, where the answer shows that it is another than the usual one; else empty
 * @param fix what to do, in order; empty if nothing is
 */
public record Check(String id, Status status, String finding, String cause, String actual, List<String> fix) {
    public Check {
        fix = List.copyOf(fix);
    }

    /** One that passed. */
    public static Check passed(String id, String finding) {
        return of(id, Status.PASSED, finding);
    }

    /** One that could not be made. */
    public static Check unchecked(String id, String why) {
        return of(id, Status.UNCHECKED, why);
    }

    /** One that failed. */
    public static Check failed(String id, String error, String cause, String... fix) {
        return of(id, Status.FAILED, Diagnosis.of(error, cause, fix));
    }

    static Check of(String id, Status status, String finding) {
        return new Check(id, status, finding, "", "", List.of());
    }

    static Check of(String id, Status status, Diagnosis diagnosis) {
        return new Check(id, status, diagnosis.error(), diagnosis.cause(), diagnosis.actual(), diagnosis.fix());
    }
}
