package ai.genops.destination.prometheus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A protobuf message as its fields: Long, Double or byte[], by number, in their order.
record ProtoReader(Map<Integer, List<Object>> fields) {
    static ProtoReader of(byte[] message) {
        Map<Integer, List<Object>> fields = new TreeMap<>();
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long tag = varint(in);
            Object value = switch ((int) (tag & 7)) {
                case 0 -> varint(in);
                case 1 -> in.getDouble();
                case 2 -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    yield bytes;
                }
                default -> throw new IllegalStateException("wire type of " + tag);
            };
            fields.computeIfAbsent((int) (tag >>> 3), _ -> new ArrayList<>()).add(value);
        }
        return new ProtoReader(fields);
    }

    static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    List<ProtoReader> messages(int field) {
        return fields.getOrDefault(field, List.of()).stream()
                .map(bytes -> of((byte[]) bytes))
                .toList();
    }

    List<String> texts(int field) {
        return fields.getOrDefault(field, List.of()).stream()
                .map(bytes -> new String((byte[]) bytes, StandardCharsets.UTF_8))
                .toList();
    }

    List<Integer> packed(int field) {
        List<Integer> values = new ArrayList<>();
        for (Object bytes : fields.getOrDefault(field, List.of())) {
            ByteBuffer in = ByteBuffer.wrap((byte[]) bytes);
            while (in.hasRemaining()) {
                values.add((int) varint(in));
            }
        }
        return values;
    }

    long number(int field) {
        return fields.containsKey(field) ? (Long) fields.get(field).getFirst() : 0;
    }

    double real(int field) {
        return fields.containsKey(field) ? (Double) fields.get(field).getFirst() : 0;
    }
}
