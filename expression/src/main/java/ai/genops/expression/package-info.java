@NullMarked
package ai.genops.expression;

import org.jspecify.annotations.NullMarked;
