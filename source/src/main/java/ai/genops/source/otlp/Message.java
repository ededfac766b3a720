package ai.genops.source.otlp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A message of OTLP: its fields by number and by name.
final class Message {
    private final String name;
    private final boolean event;
    private final int lengthBytes;
    private @Nullable Field[] byNumber = new Field[0];
    private final Map<String, Field> byName = new HashMap<>();
    private @Nullable SerializedString[] jsonNames = new SerializedString[0];

    /// @param event whether each of these becomes an event
    /// @param lengthBytes how many bytes its length usually takes
    Message(String name, boolean event, int lengthBytes) {
        this.name = name;
        this.event = event;
        this.lengthBytes = lengthBytes;
    }

    String name() {
        return name;
    }

    boolean isEvent() {
        return event;
    }

    int lengthBytes() {
        return lengthBytes;
    }

    void add(Field field) {
        if (field.number() >= byNumber.length) {
            byNumber = Arrays.copyOf(byNumber, field.number() + 1);
            jsonNames = Arrays.copyOf(jsonNames, field.number() + 1);
        }
        byNumber[field.number()] = field;
        jsonNames[field.number()] = new SerializedString(camelCase(field.name()));
        byName.put(field.name(), field);
        byName.put(camelCase(field.name()), field);
    }

    @Nullable
    Field field(int number) {
        return number < byNumber.length ? byNumber[number] : null;
    }

    /// Reads the next member's name; null if no field has it, or if there is no further member. Clients mostly write
    /// members in the order of their numbers, so the next one from `number` on is compared first, as bytes.
    @Nullable
    Field field(JsonParser in, int number) throws IOException {
        int expected = number;
        while (expected < byNumber.length && byNumber[expected] == null) {
            expected++;
        }
        SerializedString name = expected < jsonNames.length ? jsonNames[expected] : null;
        if (name == null) {
            in.nextToken();
        } else if (in.nextFieldName(name)) {
            return byNumber[expected];
        }
        return in.currentToken() == JsonToken.FIELD_NAME ? field(in.currentName()) : null;
    }

    /// The field whose name in JSON stands in `json`; those from `expected` on are compared first.
    @Nullable
    Field field(byte[] json, int from, int to, int expected) {
        Field field = field(json, from, to, expected, byNumber.length);
        return field != null ? field : field(json, from, to, 0, Math.min(expected, byNumber.length));
    }

    private @Nullable Field field(byte[] json, int from, int to, int first, int last) {
        for (int i = first; i < last; i++) {
            if (byNumber[i] != null && isName(i, json, from, to)) {
                return byNumber[i];
            }
        }
        return null;
    }

    private boolean isName(int number, byte[] json, int from, int to) {
        byte[] name = Objects.requireNonNull(jsonNames[number]).asUnquotedUTF8();
        return name.length == to - from && Arrays.equals(name, 0, name.length, json, from, to);
    }

    /// By its name in JSON, or in the .proto file: dropping that silently would lose data over a matter of style.
    @Nullable
    Field field(String name) {
        return byName.get(name);
    }

    /// `start_time_unix_nano` → `startTimeUnixNano`.
    static String camelCase(String name) {
        StringBuilder camel = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            camel.append(c == '_' ? Character.toUpperCase(name.charAt(++i)) : c);
        }
        return camel.toString();
    }
}
