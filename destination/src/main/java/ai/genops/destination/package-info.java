@NullMarked
package ai.genops.destination;

import org.jspecify.annotations.NullMarked;
