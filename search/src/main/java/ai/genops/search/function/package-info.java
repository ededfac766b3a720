@NullMarked
package ai.genops.search.function;

import org.jspecify.annotations.NullMarked;
