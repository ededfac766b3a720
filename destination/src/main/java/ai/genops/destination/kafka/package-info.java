/// The destination `kafka`: events as messages of a topic, in the order of the log per key. Starting points:
/// [KafkaType] reads the block, [MessageEncoder] writes an event, [KafkaTransport] sends, [Attempt] is one request.
@NullMarked
package ai.genops.destination.kafka;

import org.jspecify.annotations.NullMarked;
