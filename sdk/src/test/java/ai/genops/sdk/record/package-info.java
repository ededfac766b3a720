@NullMarked
package ai.genops.sdk.record;

import org.jspecify.annotations.NullMarked;
