package ai.genops.expression;

import ai.genops.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Code that changes something: a variable, or an array or object that was made or copied here.
final class Changes {
    private Changes() {}

    record Assign(int slot, Code value) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            Object given = value.value(event, locals);
            locals.set(slot, given);
            return given;
        }
    }

    record SetMember(Code object, Code key, Code value, int at) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            Object self = object.value(event, locals);
            Object name = key.value(event, locals);
            Object given = value.value(event, locals);
            try {
                locals.spend(Members.set(self, name, given));
            } catch (EvaluationException e) {
                throw e.at(at);
            }
            return given;
        }
    }

    record DeleteMember(Code object, Code key, int at) implements Code {
        @Override
        public Object value(Event event, Locals locals) {
            Object self = object.value(event, locals);
            try {
                Members.delete(self, key.value(event, locals));
            } catch (EvaluationException e) {
                throw e.at(at);
            }
            return true;
        }
    }

    record Sequence(List<Code> codes) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            Object last = null;
            for (Code code : codes) {
                last = code.value(event, locals);
            }
            return last;
        }
    }

    /// What is no array or object of the code's own yet is one then, whatever stands in it.
    record Copy(Code of) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            return copy(of.value(event, locals), locals, 0);
        }
    }

    private static @Nullable Object copy(@Nullable Object value, Locals locals, int depth) {
        Limits.checkDepth(depth);
        return switch (value) {
            case null -> null;
            case RegexMatch match -> match;
            case List<?> list -> {
                locals.spend(list.size());
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(element -> copy.add(copy(element, locals, depth + 1)));
                yield copy;
            }
            case Map<?, ?> map -> {
                locals.spend(map.size());
                Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
                map.forEach((key, member) -> copy.put(Values.text(key), copy(member, locals, depth + 1)));
                yield copy;
            }
            default -> value;
        };
    }

    /// What a function or method gave: its array or object may be changed, what stands in it is as it was.
    record Made(Code of) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            Object value = of.value(event, locals);
            return switch (value) {
                case ArrayList<?> list -> list;
                case LinkedHashMap<?, ?> map -> map;
                case RegexMatch match -> match;
                case EventObject whole -> whole;
                case List<?> list -> new ArrayList<@Nullable Object>(list);
                case Map<?, ?> map -> new LinkedHashMap<@Nullable Object, @Nullable Object>(map);
                case null, default -> value;
            };
        }
    }
}
