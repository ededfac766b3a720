package ai.genops.splunk;

import ai.genops.observability.validate.Validation;
import java.util.List;

/**
 * What a demonstration did.
 *
 * @param sent none if the validation failed
 * @param delivered whether the Splunk took all of them
 */
public record Demonstration(Validation validation, List<Sample> sent, boolean delivered) {
    public Demonstration {
        sent = List.copyOf(sent);
    }

    /**
     * A sample operation.
     *
     * @param traceId of its span
     * @param search that finds it, in SPL
     */
    public record Sample(String operation, String traceId, String search) {}

    /** For people, with a line break at its end. */
    public String text() {
        StringBuilder text = new StringBuilder(validation.text());
        if (sent.isEmpty()) {
            return text.append("Nothing was sent: mend what failed first.\n").toString();
        }
        text.append(delivered ? "Sent, and taken:\n" : "Sent, and not all taken; see the log of ai.genops.sdk:\n");
        sent.forEach(one -> text.append("  %s, trace %s%n    %s%n".formatted(one.operation, one.traceId, one.search)));
        return text.toString();
    }
}
