package ai.genops.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An attribute as somebody asks for it: under its name, else under an alias, on the event, else on its resource.
///
/// The resource counts because OpenTelemetry clients put what holds for a whole process (team, environment) there.
public final class AttributeName {
    private final String name;
    private final Key[] keys;

    private AttributeName(String name, Key[] keys) {
        this.name = name;
        this.keys = keys;
    }

    public static AttributeName of(String name) {
        return new AttributeName(
                name, Aliases.allNamesOf(name).stream().map(Key::of).toArray(Key[]::new));
    }

    public String name() {
        return name;
    }

    /// The name asked for first, then its aliases.
    public List<Key> keys() {
        return List.of(keys);
    }

    @Nullable
    Object read(Attributes own, Attributes resource) {
        Object value = find(own);
        return value != null ? value : find(resource);
    }

    /// Its position, or -1.
    int position(Attributes attributes) {
        for (Key key : keys) {
            int position = attributes.find(key);
            if (position >= 0) {
                return position;
            }
        }
        return -1;
    }

    private @Nullable Object find(Attributes attributes) {
        int position = position(attributes);
        return position < 0 ? null : attributes.value(position);
    }
}
