package ai.genops.sdk.attribution;

import java.util.List;
import java.util.StringJoiner;

/** An operation that a tag rule of level BLOCK did not let start. */
public final class TagViolationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<TagViolation> violations;

    public TagViolationException(String operation, List<TagViolation> violations) {
        super("operation `" + operation + "` was not started: " + described(violations));
        this.violations = List.copyOf(violations);
    }

    /** As one sentence. */
    public static String described(List<TagViolation> violations) {
        StringJoiner all = new StringJoiner("; ");
        for (TagViolation violation : violations) {
            all.add(violation.message());
        }
        return all.toString();
    }

    /** All that were found, those of lower levels too. */
    public List<TagViolation> violations() {
        return violations;
    }
}
