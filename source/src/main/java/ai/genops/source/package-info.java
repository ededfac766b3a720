@NullMarked
package ai.genops.source;

import org.jspecify.annotations.NullMarked;
