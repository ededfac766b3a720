/// The management port that Splunk's own clients ask: searches as jobs, by Splunk's routes and in its forms. Start at
/// [ai.genops.server.splunk.SplunkServer] and [ai.genops.server.splunk.SplunkRoutes]; a request is a
/// [ai.genops.server.splunk.Call]; what is answered is an [ai.genops.server.splunk.Entry], or rows in one of the
/// [ai.genops.server.splunk.ResultForm]s. Source of the rules: Splunk's REST API Reference Manual, "Search endpoints".
@NullMarked
package ai.genops.server.splunk;

import org.jspecify.annotations.NullMarked;
