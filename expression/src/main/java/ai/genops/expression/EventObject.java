package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import ai.genops.event.Own;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What `__e` is as a whole: an object whose members are what `__e.name` is. It is there for names that only the
/// event tells (`__e[key]`) and for all of them (`Object.keys(__e)`); source that names what it reads and sets goes
/// without it.
///
/// Its members are those an operator calls fields: [#OWN], attributes by their names, and what the pipeline has
/// set. What else an event has (`trace_id`, `resource`) can be read, but is not among them, and is not set.
///
/// In code it is the event as the code has changed it so far. A name that the source tells has its place among
/// the [Locals], here as there; of any other it is kept here what became of it. One thread.
final class EventObject extends AbstractMap<String, @Nullable Object> {
    /// What an event has of its own that a pipeline may set.
    static final List<String> OWN =
            List.of("_time", "_raw", "name", "status", "body", "host", "source", "sourcetype", "index");

    private final Event event;
    private final Shape shape;
    private final @Nullable Locals locals;
    /// What was set under a name that has no place; null: deleted.
    private final Map<String, @Nullable Object> changed = new LinkedHashMap<>();
    /// The copies of arrays and objects that were read under such a name: they may have been changed in place.
    private final Map<String, Object> copies = new LinkedHashMap<>();

    /// What is known when the source is compiled.
    ///
    /// @param known how the names that are more than attributes are read
    /// @param fields the names among them that the pipeline has set
    /// @param places where code has the names that its source tells
    record Shape(Map<String, Code> known, Set<String> fields, Map<String, Place> places) {}

    /// Where a name's value and its mark are among the locals.
    record Place(int slot, int mark) {}

    /// @param locals the places of code; null for an expression, which changes nothing
    EventObject(Event event, Shape shape, @Nullable Locals locals) {
        this.event = event;
        this.shape = shape;
        this.locals = locals;
    }

    /// `__e` in an expression.
    record Read(Shape shape) implements Code {
        @Override
        public Object value(Event event, Locals locals) {
            return new EventObject(event, shape, null);
        }
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        String name = String.valueOf(key);
        Place place = shape.places.get(name);
        if (locals != null && place != null) {
            return locals.get(place.slot);
        }
        if (changed.containsKey(name)) {
            return changed.get(name);
        }
        Object copy = copies.get(name);
        return copy == null ? received(name) : copy;
    }

    private @Nullable Object received(String name) {
        if (locals == null) {
            return load(name).value(event, Locals.NONE);
        }
        Object value = new Changes.Copy(load(name)).value(event, locals);
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            copies.put(name, value);
        }
        return value;
    }

    private Code load(String name) {
        Code known = shape.known.get(name);
        return known == null ? new Reads.Attribute(AttributeName.of(name)) : known;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public @Nullable Object put(String name, @Nullable Object value) {
        if (isFixed(name)) {
            throw new EvaluationException(
                    "`" + name + "` is what every event has and cannot be set; give the field another name");
        }
        set(name, value, true);
        return null;
    }

    /// What an event has of its own stays with it, but for the text that it was received as.
    @Override
    public @Nullable Object remove(@Nullable Object key) {
        String name = String.valueOf(key);
        if (!isFixed(name) && (!OWN.contains(name) || name.equals(Own.RAW.word()))) {
            set(name, null, false);
        }
        return null;
    }

    private void set(String name, @Nullable Object value, boolean mark) {
        Place place = shape.places.get(name);
        if (locals != null && place != null) {
            locals.set(place.slot, value);
            locals.set(place.mark, mark);
            return;
        }
        changed.put(name, value);
        Limits.checkElements(changed.size());
    }

    /// Whether it is what an event has and no pipeline sets.
    private boolean isFixed(String name) {
        boolean own = BuiltIn.find(name) != null || Own.ofWord(name) != null;
        return own && !OWN.contains(name) && !shape.fields.contains(name);
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (String name : OWN) {
            if (!name.equals(Own.RAW.word()) || event.own().find(Own.RAW.key()) >= 0) {
                add(name, members);
            }
        }
        for (int i = 0; i < event.attributes().size(); i++) {
            String name = event.attributes().key(i).name();
            if (!isFixed(name)) {
                add(name, members);
            }
        }
        shape.fields.forEach(name -> add(name, members));
        shape.places.forEach((name, place) -> {
            if (locals != null && Boolean.TRUE.equals(locals.get(place.mark))) {
                add(name, members);
            }
        });
        changed.keySet().forEach(name -> add(name, members));
        return members.entrySet();
    }

    private void add(String name, Map<String, @Nullable Object> members) {
        Object value = get(name);
        if (value != null) {
            members.put(name, value);
        }
    }

    /// What became of the names that have no place.
    ///
    /// @param inPlace whether the code changes arrays or objects in place
    Map<String, @Nullable Object> changes(boolean inPlace) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        if (inPlace) {
            copies.forEach((name, copy) -> {
                Object now = Results.export(copy);
                if (!changed.containsKey(name)
                        && !Objects.equals(now, Results.export(load(name).value(event, Locals.NONE)))) {
                    if (isFixed(name)) {
                        throw CompiledScript.changedInPlace(name);
                    }
                    changes.put(name, now);
                }
            });
        }
        changed.forEach((name, value) -> changes.put(name, Results.export(value)));
        return changes;
    }
}
