/// The steps of a pipeline, one class each: what it does to an event. Their configuration is read by the classes
/// beside them that end in `Reader`, found by `type` in [ProcessorReaders]. Steps that follow each other run as a
/// [Sequence], so they should be records: of other classes HotSpot does not take the fields for constants.
@NullMarked
package ai.genops.pipeline.processor;

import org.jspecify.annotations.NullMarked;
