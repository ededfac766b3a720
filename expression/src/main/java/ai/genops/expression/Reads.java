package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Scalars;
import ai.genops.event.Utf8;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Code that reads something off the event.
final class Reads {
    private Reads() {}

    record Attribute(AttributeName name) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            return event.attribute(name);
        }

        @Override
        public double number(Event event, Locals locals) {
            int position = event.position(name);
            return position >= 0 && event.attributes().isNumber(position)
                    ? event.attributes().number(position)
                    : Code.super.number(event, locals);
        }

        @Override
        public void set(Event event, int slot, Locals locals) {
            if (!passOn(event, slot, Scalars.ALL)) {
                Code.super.set(event, slot, locals);
            }
        }

        @Override
        public boolean passOn(Event event, int slot, Scalars which) {
            return event.passOn(name, slot, which);
        }

        @Override
        public boolean isNothing(Event event, Locals locals) {
            return event.position(name) < 0 && Code.super.isNothing(event, locals);
        }
    }

    record Resource(List<Key> keys) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            for (Key key : keys) {
                Object value = event.resource().get(key);
                if (value != null) {
                    return value;
                }
            }
            return null;
        }
    }

    record Field(int slot) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            return event.field(slot);
        }

        @Override
        public double number(Event event, Locals locals) {
            return event.isNumber(slot) ? event.number(slot) : Code.super.number(event, locals);
        }

        @Override
        public boolean isText(Event event, Utf8 text) {
            return event.isText(slot, text);
        }
    }

    record Own(Key key) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            return event.own().get(key);
        }
    }

    static Code builtIn(BuiltIn builtIn) {
        return switch (builtIn) {
            case NOW -> new Now();
            case RANDOM -> new Random();
            default -> new Other(builtIn);
        };
    }

    private record Now() implements Code.Numeric {
        @Override
        public double number(Event event, Locals locals) {
            return event.appendMillis();
        }
    }

    private record Random() implements Code.Numeric {
        @Override
        public double number(Event event, Locals locals) {
            return event.nextRandom();
        }
    }

    private record Other(BuiltIn builtIn) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            return builtIn.read(event);
        }
    }

    record Local(int slot) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            return locals.get(slot);
        }
    }

    /// `attributes[key]` (or `resource[key]`) with a key that only the event tells.
    record AttributeNamedBy(Code key, boolean onlyResource) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            AttributeName name = AttributeName.of(Values.text(key.value(event, locals)));
            return onlyResource ? new Resource(name.keys()).value(event, locals) : event.attribute(name);
        }
    }
}
