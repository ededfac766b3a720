@NullMarked
package ai.genops.governance.conformance;

import org.jspecify.annotations.NullMarked;
