package ai.genops.sdk.config;

/** Everything that was set, from wherever, checked. */
public record Settings(GovernanceSettings governance, ExportSettings export) {}
