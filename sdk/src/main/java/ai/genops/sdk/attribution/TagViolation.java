package ai.genops.sdk.attribution;

/** A rule that the attribution of an operation breaks. */
public record TagViolation(Tag tag, TagRule.Level level, String message) {}
