@NullMarked
package ai.genops.instrumentation;

import org.jspecify.annotations.NullMarked;
