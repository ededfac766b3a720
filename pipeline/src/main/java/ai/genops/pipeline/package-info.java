@NullMarked
package ai.genops.pipeline;

import org.jspecify.annotations.NullMarked;
