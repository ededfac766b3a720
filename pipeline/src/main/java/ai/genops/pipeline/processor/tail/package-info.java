/// What tail sampling knows of traces. Start at [ai.genops.pipeline.processor.tail.Policy], then
/// [ai.genops.pipeline.processor.tail.Traces].
@NullMarked
package ai.genops.pipeline.processor.tail;

import org.jspecify.annotations.NullMarked;
