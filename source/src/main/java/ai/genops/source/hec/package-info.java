/// Splunk's HTTP Event Collector (HEC): what its clients send becomes log records of the shape of OTLP's, so that
/// everything behind the log knows one form.
///
/// Starting points, in the order of flow: [HecReceiver] mounts the services; `Gate` knows who sends, by `Tokens`;
/// `Collector` takes a request apart and answers in Splunk's words (`HecCode`); `EventReader` and `LineReader` turn a
/// body into a record by `RecordWriter`; `Channels` keeps the acknowledgements; [HecStats] counts.
@NullMarked
package ai.genops.source.hec;

import org.jspecify.annotations.NullMarked;
