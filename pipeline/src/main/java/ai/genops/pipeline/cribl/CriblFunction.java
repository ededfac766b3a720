package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import java.util.List;

/// What one kind of function becomes.
@FunctionalInterface
interface CriblFunction {
    /// The processors that do what `conf` says, one after the other, without filter and name; told is what has no
    /// equivalent.
    List<Block> processors(Section conf, Steps steps);
}
