/// Sources: what comes in over the network, checked and appended to the log before it is acknowledged.
///
/// Starting points, in the order of flow: [ai.genops.source.config.OtlpSourceConfig] is what a source can be told;
/// [ai.genops.source.receive.OtlpReceiver] takes requests over HTTP and gRPC,
/// [ai.genops.source.hec.HecReceiver] those of Splunk's clients;
/// [ai.genops.source.otlp.OtlpValidator] checks them; [Appender] is the log as a source sees it;
/// [ai.genops.source.otlp.OtlpDecoder] turns log records back into events.
@NullMarked
package ai.genops.source;

import org.jspecify.annotations.NullMarked;
