/// Between Cribl's format and ours, both ways. A pipeline of Cribl's becomes blocks of ours before it is read,
/// so that there is one way in which anything is checked and run. Starting points: [CriblPipeline] from
/// Cribl's, [CriblFunctions] for one function each, [CriblExport] to Cribl's, [Conversion] for files and packs.
@NullMarked
package ai.genops.pipeline.cribl;

import org.jspecify.annotations.NullMarked;
