package ai.genops.log;

/// Records by their sequences: from `first` up to, not including, `next`.
public record SequenceRange(long first, long next) {}
