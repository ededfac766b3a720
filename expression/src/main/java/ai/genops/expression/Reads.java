package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Scalars;
import ai.genops.event.Utf8;
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
            double number(Event event, Locals locals) {
                int position = event.position(name);
                return position >= 0 && event.attributes().isNumber(position)
                        ? event.attributes().number(position)
                        : super.number(event, locals);
            }

            @Override
            void set(Event event, int slot, Locals locals) {
                if (!passOn(event, slot, Scalars.ALL)) {
                    super.set(event, slot, locals);
                }
            }

            @Override
            boolean passOn(Event event, int slot, Scalars which) {
                return event.passOn(name, slot, which);
            }

            @Override
            boolean isNothing(Event event, Locals locals) {
                return event.position(name) < 0 && super.isNothing(event, locals);
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

            @Override
            double number(Event event, Locals locals) {
                return event.isNumber(slot) ? event.number(slot) : super.number(event, locals);
            }

            @Override
            boolean isText(Event event, Utf8 text) {
                return event.isText(slot, text);
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
