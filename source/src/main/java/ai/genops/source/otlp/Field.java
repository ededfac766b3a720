package ai.genops.source.otlp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A field of a message. `message` is there for nested messages, `names` holds an enumeration's names by number.
record Field(
        int number,
        String name,
        FieldType type,
        boolean repeated,
        @Nullable Message message,
        List<String> names) {}
