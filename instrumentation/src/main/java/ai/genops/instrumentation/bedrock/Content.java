package ai.genops.instrumentation.bedrock;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;

/**
 * What is in the client's objects or in a tree of JSON, whatever kinds of content there are: every text, one to a line, for
 * policies to look through, and how many bytes all of it has.
 */
final class Content {
    private static final int MOST_TEXT = 1_000_001;

    private final StringBuilder text = new StringBuilder();
    private long bytes;

    static Content of(@Nullable Object value) {
        Content content = new Content();
        content.add(value);
        return content;
    }

    String text() {
        return text.toString();
    }

    long bytes() {
        return bytes;
    }

    private void add(@Nullable Object value) {
        if (value instanceof String piece) {
            bytes += piece.length();
            if (text.length() < MOST_TEXT) {
                text.append(piece, 0, Math.min(piece.length(), MOST_TEXT - text.length()))
                        .append('\n');
            }
        } else if (value instanceof SdkBytes blob) {
            bytes += blob.asByteArrayUnsafe().length;
        } else if (value instanceof SdkPojo object) {
            for (SdkField<?> field : object.sdkFields()) {
                add(field.getValueOrDefault(object));
            }
        } else if (value instanceof Document document) {
            add(document.unwrap());
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> {
                bytes += String.valueOf(key).length();
                add(one);
            });
        } else if (value instanceof Iterable<?> items) {
            items.forEach(this::add);
        } else if (value != null) {
            bytes += value.toString().length();
        }
    }
}
