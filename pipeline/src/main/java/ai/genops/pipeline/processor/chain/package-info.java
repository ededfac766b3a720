/// The chained audit trail: a [Seal] is what an event gets, a [SealedLine] is a delivered line that has one, a
/// [ChainProof] is made from such lines.
@NullMarked
package ai.genops.pipeline.processor.chain;

import org.jspecify.annotations.NullMarked;
