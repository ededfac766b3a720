package ai.genops.destination.kafka;

import ai.genops.event.JsonBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;

/// A message as it stands in a batch, all of it text, so that one that is refused can be kept and read:
/// ```
/// topic ' ' length of the key ' ' content type ' ' id '\n' key value
/// ```
/// A message without a key has one of length 0. It is sent with its id and content type as headers.
final class Message {
    static final String ID = "genops-event-id";
    static final String CONTENT_TYPE = "content-type";

    private Message() {}

    static void begin(String topic, JsonBuffer key, String contentType, JsonBuffer out) {
        out.ascii(topic)
                .raw(' ')
                .number((long) key.size())
                .raw(' ')
                .ascii(contentType)
                .raw(' ');
    }

    static void endHead(JsonBuffer key, JsonBuffer out) {
        out.raw('\n').raw(key.toBytes());
    }

    static ProducerRecord<byte[], byte[]> record(ByteBuffer message) {
        ByteBuffer rest = message.duplicate();
        String topic = text(rest, ' ');
        int keyLength = Integer.parseInt(text(rest, ' '));
        String contentType = text(rest, ' ');
        String id = text(rest, '\n');
        byte[] key = keyLength == 0 ? null : bytes(rest, keyLength);
        byte[] value = bytes(rest, rest.remaining());
        var record = new ProducerRecord<byte[], byte[]>(topic, key, value);
        record.headers()
                .add(new RecordHeader(ID, id.getBytes(StandardCharsets.UTF_8)))
                .add(new RecordHeader(CONTENT_TYPE, contentType.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static String text(ByteBuffer rest, char end) {
        int length = 0;
        while (rest.get(rest.position() + length) != end) {
            length++;
        }
        String text = new String(bytes(rest, length), StandardCharsets.UTF_8);
        rest.get();
        return text;
    }

    private static byte[] bytes(ByteBuffer rest, int length) {
        byte[] bytes = new byte[length];
        rest.get(bytes);
        return bytes;
    }
}
