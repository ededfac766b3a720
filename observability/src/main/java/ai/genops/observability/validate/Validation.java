package ai.genops.observability.validate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a validation found.
 *
 * @param target what was validated: {@code splunk}, {@code otlp}, {@code cribl}, or a destination's id
 * @param checks in the order in which they build on each other
 * @param hecVersion the version of HEC's interface that answered, which is not Splunk's own; null if none did
 */
public record Validation(
        String target, List<Check> checks, @Nullable String hecVersion) {
    public Validation {
        checks = List.copyOf(checks);
    }

    /** Whether nothing failed. What could not be checked is no failure, and no success either: see the checks. */
    public boolean valid() {
        return checks.stream().noneMatch(check -> check.status() == Status.FAILED);
    }

    /** What failed, a sentence each. */
    public List<String> errors() {
        return findings(Status.FAILED);
    }

    /** What works and should be changed, a sentence each. */
    public List<String> warnings() {
        return findings(Status.WARNING);
    }

    /** Whether it was seen that the other side answers as it should; false also if that was not checked. */
    public boolean connectivity() {
        return is("health", Status.PASSED) || is("token", Status.PASSED) || is("delivery", Status.PASSED);
    }

    /** Whether it was seen that the token may write into the index; false also if that was not checked. */
    public boolean indexAccessible() {
        return is("index", Status.PASSED);
    }

    /** Whether any check of that name ended so. */
    public boolean is(String id, Status status) {
        return checks.stream().anyMatch(check -> check.id().equals(id) && check.status() == status);
    }

    /** As JSON, one object, indented. */
    public String json() {
        return ValidationJson.write(this, true);
    }

    /** As JSON, one object on one line. */
    public String jsonLine() {
        return ValidationJson.write(this, false);
    }

    /** For people, with a line break at its end. */
    public String text() {
        return ValidationText.write(this, (status, text) -> text);
    }

    private List<String> findings(Status status) {
        return checks.stream()
                .filter(check -> check.status() == status)
                .map(Check::finding)
                .toList();
    }
}
