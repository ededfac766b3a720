/**
 * Reads settings: {@link ai.genops.governance.read.Block}, one block's keys with every problem told at once, and
 * {@link ai.genops.governance.read.JsonTree}, JSON with exact numbers.
 */
@NullMarked
package ai.genops.governance.read;

import org.jspecify.annotations.NullMarked;
