package ai.genops.pipeline.config;

/// A value that must not be shown. `value` is empty where it is missing; `missing` then says why, in words that
/// follow "not configured": `DATADOG_API_KEY is not set`.
public record Secret(String value, String missing) {
    public boolean isPresent() {
        return missing.isEmpty();
    }

    /// Never the value.
    @Override
    public String toString() {
        return isPresent() ? "***" : "(" + missing + ")";
    }
}
