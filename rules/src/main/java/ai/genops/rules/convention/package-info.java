/** What other conventions for spans of models mean in `genops.*`: start at SpanConventions. */
@NullMarked
package ai.genops.rules.convention;

import org.jspecify.annotations.NullMarked;
