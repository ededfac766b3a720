@NullMarked
package ai.genops.benchmarks;

import org.jspecify.annotations.NullMarked;
