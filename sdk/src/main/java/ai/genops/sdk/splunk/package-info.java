/**
 * Spans as events for a real Splunk's HTTP Event Collector: start at HecExporter; HecEvent is what one span becomes,
 * HecReply what the collector answers.
 */
@NullMarked
package ai.genops.sdk.splunk;

import org.jspecify.annotations.NullMarked;
