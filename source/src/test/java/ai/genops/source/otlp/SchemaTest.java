package ai.genops.source.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTest {
    private final Set<String> seen = new HashSet<>();

    @ParameterizedTest
    @EnumSource
    void hasTheFieldsOfThePublishedDefinition(Signal signal) {
        compare(signal.request(), RandomRequests.empty(signal).getDescriptorForType());
        assertThat(seen).hasSizeGreaterThan(10);
    }

    @Test
    void membersAreFoundByBothOfTheirNames() {
        Message span = Schema.message("Span");
        assertThat(span.field("startTimeUnixNano"))
                .isSameAs(span.field("start_time_unix_nano"))
                .isNotNull();
        assertThat(span.field("nothing")).isNull();
    }

    private void compare(Message ours, Descriptor theirs) {
        if (!seen.add(theirs.getFullName())) {
            return;
        }
        assertThat(ours.name()).isEqualTo(theirs.getName());
        for (FieldDescriptor field : theirs.getFields()) {
            Field known = Objects.requireNonNull(ours.field(field.getNumber()), field.getFullName());
            assertThat(known.name()).isEqualTo(field.getName());
            assertThat(ours.field(field.getJsonName())).isSameAs(known);
            assertThat(known.repeated()).as(field.getFullName()).isEqualTo(field.isRepeated());
            assertThat(known.type()).as(field.getFullName()).isEqualTo(type(field));
            if (field.getType() == FieldDescriptor.Type.ENUM) {
                assertThat(known.names())
                        .isEqualTo(field.getEnumType().getValues().stream()
                                .map(EnumValueDescriptor::getName)
                                .toList());
            }
            Message nested = known.message();
            if (nested != null) {
                compare(nested, field.getMessageType());
            }
        }
        for (int number = 1; number < 30; number++) {
            assertThat(ours.field(number) == null)
                    .as(theirs.getName() + " " + number)
                    .isEqualTo(theirs.findFieldByNumber(number) == null);
        }
    }

    private static FieldType type(FieldDescriptor field) {
        return switch (field.getName()) {
            case "trace_id" -> FieldType.TRACE_ID;
            case "span_id", "parent_span_id" -> FieldType.SPAN_ID;
            default -> FieldType.valueOf(field.getType().name().toUpperCase(Locale.ROOT));
        };
    }
}
