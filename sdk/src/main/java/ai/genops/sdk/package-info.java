/**
 * GenOps for an application: start at GenOps (settings, operations), Operation (one unit of governed work) and
 * GenOpsTelemetry (the same on any OpenTelemetry span). Behind them, in the order of flow: config (what was set),
 * attribution (who it is for), record (what is written on spans), export (the OpenTelemetry that GenOps.init builds),
 * http and splunk (how spans leave), problem (what went wrong without anybody being thrown at).
 *
 * <p>This package, attribution, record and problem need OpenTelemetry's API alone; its SDK is loaded by GenOps.init.
 */
@NullMarked
package ai.genops.sdk;

import org.jspecify.annotations.NullMarked;
