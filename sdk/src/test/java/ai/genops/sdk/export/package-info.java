@NullMarked
package ai.genops.sdk.export;

import org.jspecify.annotations.NullMarked;
