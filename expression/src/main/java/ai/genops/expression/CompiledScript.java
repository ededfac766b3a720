package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.FunctionNode;

/// Code and its steps.
///
/// @param entries the names of the event it works on
/// @param locals places that it needs
record CompiledScript(
        String source,
        Steps.Step step,
        List<Entry> entries,
        List<Change> changes,
        boolean setsAttributes,
        @Nullable Whole whole,
        List<Problem> notes,
        Set<AttributeName> attributes,
        boolean readsAllAttributes,
        int locals,
        int maxRounds)
        implements Script {
    /// A name of the event: where it is among the locals, where its mark is, and what the event has.
    ///
    /// @param inPlace whether its value may be changed in place
    /// @param isChange whether it is one of the changes
    private record Entry(String name, int slot, int mark, Code load, boolean inPlace, boolean isChange) {}

    /// `__e` alone: its place, what is known of it, and whether arrays and objects are changed in place.
    private record Whole(int slot, EventObject.Shape shape, boolean inPlace) {}

    static Script of(String source, Scope scope, int maxRounds) {
        var problems = new Problems(source);
        FunctionNode function = Syntax.parseCode(source, problems);
        problems.throwIfAny();
        var event = new EventNames();
        var names = Names.ofCode(scope, event);
        var resolver = new Resolver(source, names, problems, new Lint(problems, false), false);
        Statement body = new StatementResolver(resolver).body(Objects.requireNonNull(function));
        problems.throwIfAny();
        List<Entry> entries = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (EventNames.Name name : event.names()) {
            Change change = event.change(name);
            Code load = Compiler.compile(new Node.Copy(name.load()));
            entries.add(new Entry(name.name(), name.slot(), name.mark(), load, event.changesInPlace(), change != null));
            if (change != null) {
                changes.add(change);
            }
        }
        changes.addAll(event.anyNames());
        return new CompiledScript(
                source,
                Steps.compile(body),
                List.copyOf(entries),
                List.copyOf(changes),
                event.setsAttributes(),
                whole(event, entries),
                problems.notes(),
                Collections.unmodifiableSet(names.attributes()),
                names.readsAll(),
                names.localCount(),
                maxRounds);
    }

    private static @Nullable Whole whole(EventNames event, List<Entry> entries) {
        Node.WholeEvent whole = event.whole();
        if (whole == null) {
            return null;
        }
        Map<String, EventObject.Place> places = new LinkedHashMap<>();
        entries.forEach(entry -> places.put(entry.name, new EventObject.Place(entry.slot, entry.mark)));
        return new Whole(event.wholeSlot(), Compiler.shape(whole, places), event.changesInPlace());
    }

    @Override
    public Result run(Event event) {
        var places = new Locals(locals, maxRounds);
        for (Entry entry : entries) {
            places.set(entry.slot, entry.load.value(event, places));
        }
        EventObject object = whole == null ? null : new EventObject(event, whole.shape, places);
        if (whole != null) {
            places.set(whole.slot, object);
        }
        step.run(event, places);
        List<@Nullable Object> outcomes = new ArrayList<>(changes.size());
        Map<String, @Nullable Object> others = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Object outcome = outcome(entry, event, places);
            if (entry.isChange) {
                outcomes.add(outcome);
            } else if (outcome != Outcome.UNCHANGED) {
                if (places.get(entry.mark) == null) {
                    throw changedInPlace(entry.name);
                }
                others.put(entry.name, outcome == Outcome.DELETED ? null : outcome);
            }
        }
        if (object != null && whole != null) {
            others.putAll(object.changes(whole.inPlace));
        }
        for (Change change : changes.subList(outcomes.size(), changes.size())) {
            boolean changed = others.containsKey(change.name());
            Object value = others.remove(change.name());
            outcomes.add(!changed ? Outcome.UNCHANGED : value == null ? Outcome.DELETED : value);
        }
        return new Result(outcomes, others);
    }

    static EvaluationException changedInPlace(String name) {
        return new EvaluationException("`" + name + "` is changed in place, which no field shows; set a"
                + " field to it: __e['name'] = [...list], or {...object}");
    }

    private static @Nullable Object outcome(Entry entry, Event event, Locals places) {
        Object mark = places.get(entry.mark);
        if (mark != null) {
            return Boolean.TRUE.equals(mark) ? Results.export(places.get(entry.slot)) : Outcome.DELETED;
        }
        Object value = places.get(entry.slot);
        if (!entry.inPlace || !(value instanceof List<?> || value instanceof Map<?, ?>)) {
            return Outcome.UNCHANGED;
        }
        Object now = Results.export(value);
        Object before = Results.export(entry.load.value(event, places));
        return Objects.equals(now, before) ? Outcome.UNCHANGED : now;
    }
}
