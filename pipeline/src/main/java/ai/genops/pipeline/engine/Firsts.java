package ai.genops.pipeline.engine;

/// From which record on a reading of some records is the first, so that it counts.
///
/// @param records whoever reads
/// @param pipelines of each pipeline of a program, in its order
record Firsts(long records, long[] pipelines) {}
