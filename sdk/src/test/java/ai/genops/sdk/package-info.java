@NullMarked
package ai.genops.sdk;

import org.jspecify.annotations.NullMarked;
