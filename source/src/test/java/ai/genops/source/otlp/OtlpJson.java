package ai.genops.source.otlp;

import ai.genops.event.JsonBuffer;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Writes messages as OTLP/JSON, in every way that is allowed, members in any order.
final class OtlpJson {
    private final Random random;

    OtlpJson(long seed) {
        random = new Random(seed);
    }

    String write(Message message) {
        List<String> members = new ArrayList<>();
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            String value;
            if (field.isRepeated()) {
                List<String> items = new ArrayList<>();
                for (Object item : (List<?>) entry.getValue()) {
                    items.add(value(field, item));
                }
                value = "[" + String.join(" ,\n", items) + "]";
            } else {
                value = value(field, entry.getValue());
            }
            members.add("\"" + (random.nextInt(9) > 0 ? field.getJsonName() : field.getName()) + "\":" + value);
        }
        if (random.nextInt(4) == 0) {
            members.add("\"neverHeardOf\":{\"a\":[1,{}],\"b\":null}");
        }
        Collections.shuffle(members, random);
        return "{" + String.join(",", members) + "}";
    }

    private String value(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case MESSAGE -> write((Message) value);
            case STRING -> new JsonBuffer(32).text((String) value).toString();
            case BYTE_STRING -> bytes(field, (ByteString) value);
            case ENUM -> enumeration((EnumValueDescriptor) value);
            case INT -> {
                boolean unsigned = field.getType().name().contains("UINT")
                        || field.getType().name().equals("FIXED32");
                yield unsigned ? Integer.toUnsignedString((int) value) : value.toString();
            }
            case LONG -> {
                boolean unsigned = !field.getType().name().startsWith("S")
                        && !field.getType().name().startsWith("INT");
                String text = unsigned ? Long.toUnsignedString((long) value) : value.toString();
                yield random.nextBoolean() ? text : "\"" + text + "\"";
            }
            case DOUBLE -> {
                double number = (double) value;
                yield number == Math.rint(number) && random.nextBoolean() && Math.abs(number) < 1e15
                        ? Long.toString((long) number)
                        : Double.toString(number);
            }
            case BOOLEAN, FLOAT -> value.toString();
        };
    }

    private String enumeration(EnumValueDescriptor value) {
        return random.nextBoolean() ? Integer.toString(value.getNumber()) : "\"" + value.getName() + "\"";
    }

    private String bytes(FieldDescriptor field, ByteString value) {
        if (field.getName().endsWith("_id")) {
            String hex = HexFormat.of().formatHex(value.toByteArray());
            return "\"" + (random.nextBoolean() ? hex : hex.toUpperCase(java.util.Locale.ROOT)) + "\"";
        }
        Base64.Encoder encoder = random.nextBoolean()
                ? Base64.getEncoder()
                : Base64.getUrlEncoder().withoutPadding();
        return "\"" + encoder.encodeToString(value.toByteArray()) + "\"";
    }
}
