/// What memories keep of the events before, by keys of a fixed size. Starting points: [Windows] for what is let through
/// again only after a while, [Traffic] for how much there is of what.
@NullMarked
package ai.genops.pipeline.processor.recent;

import org.jspecify.annotations.NullMarked;
