@NullMarked
package ai.genops.sdk.splunk;

import org.jspecify.annotations.NullMarked;
