@NullMarked
package ai.genops.screen;

import org.jspecify.annotations.NullMarked;
