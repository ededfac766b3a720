@NullMarked
package ai.genops.event;

import org.jspecify.annotations.NullMarked;
