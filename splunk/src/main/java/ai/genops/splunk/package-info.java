/**
 * GenOps for applications that send to a Splunk: telemetry, dashboards, validation and a demonstration in one. Start at
 * SplunkGenOps.
 */
@NullMarked
package ai.genops.splunk;

import org.jspecify.annotations.NullMarked;
