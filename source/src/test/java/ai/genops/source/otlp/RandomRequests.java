package ai.genops.source.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.Random;

/// Requests with anything in any field, ids of their right lengths.
final class RandomRequests {
    private final Random random;

    RandomRequests(long seed) {
        random = new Random(seed);
    }

    static Message empty(Signal signal) {
        return switch (signal) {
            case TRACES -> ExportTraceServiceRequest.getDefaultInstance();
            case LOGS -> ExportLogsServiceRequest.getDefaultInstance();
            case METRICS -> ExportMetricsServiceRequest.getDefaultInstance();
        };
    }

    Message next(Signal signal) {
        return fill(empty(signal).newBuilderForType(), 0).build();
    }

    private Message.Builder fill(Message.Builder builder, int depth) {
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            if (field.getName().endsWith("_strindex")
                    || random.nextInt(10) > 7
                    || (depth > 9 && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)) {
                continue;
            }
            if (field.isRepeated()) {
                for (int left = random.nextInt(4); left > 0; left--) {
                    builder.addRepeatedField(field, value(field, depth));
                }
            } else {
                builder.setField(field, value(field, depth));
            }
        }
        return builder;
    }

    private Object value(FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> random.nextBoolean() ? random.nextInt(100) : random.nextInt();
            case LONG -> random.nextBoolean() ? random.nextInt(1000) : random.nextLong();
            case DOUBLE -> random.nextBoolean() ? random.nextInt(9) : random.nextGaussian() * 1e6;
            case FLOAT -> random.nextFloat();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text();
            case BYTE_STRING -> bytes(field);
            case ENUM ->
                field.getEnumType()
                        .getValues()
                        .get(random.nextInt(field.getEnumType().getValues().size()));
            case MESSAGE -> fill(builder(field.getMessageType()), depth + 1).build();
        };
    }

    private static Message.Builder builder(Descriptor type) {
        return DynamicMessage.newBuilder(type);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(random.nextInt(20) == 0 ? 300 : 12); left > 0; left--) {
            int kind = random.nextInt(12);
            text.appendCodePoint(
                    kind == 0
                            ? 0x1F600 + random.nextInt(50)
                            : kind < 3 ? 0xC0 + random.nextInt(3000) : random.nextInt(128));
        }
        return text.toString();
    }

    private ByteString bytes(FieldDescriptor field) {
        int length = switch (field.getName()) {
            case "trace_id" -> 16;
            case "span_id", "parent_span_id" -> 8;
            default -> random.nextInt(20);
        };
        byte[] bytes = new byte[field.getName().endsWith("_id") && random.nextInt(5) == 0 ? 0 : length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
