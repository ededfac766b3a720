/// Alerts in the forms that other products take: [SavedSearches] for Splunk, [DatadogMonitors] for Datadog.
@NullMarked
package ai.genops.server.alert.export;

import org.jspecify.annotations.NullMarked;
