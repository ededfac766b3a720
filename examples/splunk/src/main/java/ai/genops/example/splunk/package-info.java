/** Telemetry to a Splunk: the quick start, then the integration with its validation, its dashboards and its demonstration. */
@NullMarked
package ai.genops.example.splunk;

import org.jspecify.annotations.NullMarked;
