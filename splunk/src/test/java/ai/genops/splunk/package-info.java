@NullMarked
package ai.genops.splunk;

import org.jspecify.annotations.NullMarked;
