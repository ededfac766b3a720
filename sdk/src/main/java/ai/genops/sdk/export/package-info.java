/**
 * The OpenTelemetry that GenOps.init builds: start at Exporting. The only packages that load OpenTelemetry's SDK are
 * this one and splunk.
 */
@NullMarked
package ai.genops.sdk.export;

import org.jspecify.annotations.NullMarked;
