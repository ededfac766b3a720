package ai.genops.pipeline.config;

/// How a store's secret stands.
///
/// @param reference as it is written between `${` and `}`
/// @param problem why the value is the last one fetched and perhaps not the current one; empty if nothing is wrong
public record SecretState(String reference, String problem) {}
