/// Texts taken apart, each format one class that knows nothing of events: [TextParser] is what they have in common,
/// [Timestamps] reads times.
@NullMarked
package ai.genops.pipeline.processor.parse;

import org.jspecify.annotations.NullMarked;
