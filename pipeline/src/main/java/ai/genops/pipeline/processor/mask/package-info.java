/// Finding what must not be shown, and putting something else in its place; knows nothing of events. [Detector] says
/// what can be found, [Action] what is put there, [TextMask] does it.
@NullMarked
package ai.genops.pipeline.processor.mask;

import org.jspecify.annotations.NullMarked;
