@NullMarked
package ai.genops.autoconfigure;

import org.jspecify.annotations.NullMarked;
