/// The destination `splunk_hec`: Splunk's HTTP Event Collector.
///
/// ```
///  SplunkTransport ──> Splitting: bodies until each event is judged ──> Collector: one body, one answer
///        │                                                                 │
///   HecEncoder: an event as HEC wants it                           Acknowledgements: waits until it is indexed
/// ```
///
/// Starting points: [SplunkType] reads the block, [SplunkTransport] sends.
@NullMarked
package ai.genops.destination.splunk;

import org.jspecify.annotations.NullMarked;
