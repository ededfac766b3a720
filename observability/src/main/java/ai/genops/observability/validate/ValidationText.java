package ai.genops.observability.validate;

import java.util.function.BiFunction;

/** A validation for people. */
public final class ValidationText {
    private static final String INDENT = " ".repeat(16);

    private ValidationText() {}

    /**
     * The whole as lines, the last one the verdict.
     *
     * @param style a status and the text that it colours, to that text in colour
     */
    public static String write(Validation validation, BiFunction<Status, String, String> style) {
        var out = new StringBuilder();
        for (Check check : validation.checks()) {
            Status status = check.status();
            String word = status == Status.UNCHECKED ? "?" : status.words();
            out.append("%-14s  %s  %s%n"
                    .formatted(check.id(), style.apply(status, "%-7s".formatted(word)), check.finding()));
            line(out, "cause:   ", check.cause());
            line(out, "here:    ", check.actual());
            int number = 1;
            for (String step : check.fix()) {
                line(out, number == 1 ? "fix:  " : "      ", "%d. %s".formatted(number++, step));
            }
        }
        long unchecked = validation.checks().stream()
                .filter(check -> check.status() == Status.UNCHECKED)
                .count();
        String remark = unchecked == 0 ? "" : "; %d marked ? %s".formatted(unchecked, Status.UNCHECKED.words());
        String verdict =
                validation.valid() ? style.apply(Status.PASSED, "valid") : style.apply(Status.FAILED, "not valid");
        return out.append(validation.target() + ": " + verdict + ", "
                        + validation.errors().size() + " failed, "
                        + validation.warnings().size() + " warnings" + remark + System.lineSeparator())
                .toString();
    }

    private static void line(StringBuilder out, String label, String text) {
        if (!text.isEmpty()) {
            out.append(INDENT).append(label).append(text).append(System.lineSeparator());
        }
    }
}
