@NullMarked
package ai.genops.log;

import org.jspecify.annotations.NullMarked;
