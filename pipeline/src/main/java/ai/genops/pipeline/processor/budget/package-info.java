/// What budgets are kept in: [Windows] cuts time, a [Ledger] holds an [Account] for each key and window.
@NullMarked
package ai.genops.pipeline.processor.budget;

import org.jspecify.annotations.NullMarked;
