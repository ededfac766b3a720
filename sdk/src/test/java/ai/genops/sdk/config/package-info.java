@NullMarked
package ai.genops.sdk.config;

import org.jspecify.annotations.NullMarked;
