package ai.genops.pipeline.config;

/// One thing that is wrong or worth knowing. `text` says what, with the value found; `hint` what to do, or is empty.
public record Problem(Severity severity, Location at, String text, String hint) {
    /// An error keeps the configuration from loading; a note does not.
    public enum Severity {
        ERROR,
        NOTE
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return at + ": " + (isError() ? "" : "note: ") + text
                + (hint.isEmpty() ? "" : "\n" + hint.indent(4).stripTrailing());
    }
}
