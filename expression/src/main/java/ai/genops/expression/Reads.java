package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import ai.genops.event.Key;
import org.jspecify.annotations.Nullable;

/// Code that reads something off the event.
final class Reads {
    private Reads() {}

    static Code attribute(AttributeName name) {
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                return event.attribute(name);
            }

            @Override
            boolean passOn(Event event, int slot) {
                return event.passOn(name, slot);
            }
        };
    }

    static Code resource(AttributeName name) {
        Key[] keys = name.keys().toArray(Key[]::new);
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                for (Key key : keys) {
                    Object value = event.resource().get(key);
                    if (value != null) {
                        return value;
                    }
                }
                return null;
            }
        };
    }

    static Code field(int slot) {
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                return event.field(slot);
            }
        };
    }

    static Code own(Key key) {
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                return event.own().get(key);
            }
        };
    }

    static Code builtIn(BuiltIn builtIn) {
        return switch (builtIn) {
            case NOW ->
                new Code.Numeric() {
                    @Override
                    double number(Event event, Locals locals) {
                        return event.appendMillis();
                    }
                };
            case RANDOM ->
                new Code.Numeric() {
                    @Override
                    double number(Event event, Locals locals) {
                        return event.nextRandom();
                    }
                };
            default ->
                new Code() {
                    @Override
                    @Nullable
                    Object value(Event event, Locals locals) {
                        return builtIn.read(event);
                    }
                };
        };
    }

    static Code local(int slot) {
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                return locals.get(slot);
            }
        };
    }

    /// `attributes[key]` (or `resource[key]`) with a key that only the event tells.
    static Code attributeNamedBy(Code key, boolean onlyResource) {
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                AttributeName name = AttributeName.of(Values.text(key.value(event, locals)));
                return onlyResource ? resource(name).value(event, locals) : event.attribute(name);
            }
        };
    }
}
