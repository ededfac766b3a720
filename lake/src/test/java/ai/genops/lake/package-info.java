@NullMarked
package ai.genops.lake;

import org.jspecify.annotations.NullMarked;
