package ai.genops.conformance;

/**
 * A clause that a unit breaks.
 *
 * @param clause its name, for example `accounting.delta`
 * @param traceId of the span; empty if it has none
 * @param span the span's name
 * @param found the value, or what is missing
 * @param advice what to do
 */
public record Violation(String clause, String traceId, String spanId, String span, String found, String advice) {}
