@NullMarked
package ai.genops.conformance;

import org.jspecify.annotations.NullMarked;
