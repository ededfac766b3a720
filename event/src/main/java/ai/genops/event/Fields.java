package ai.genops.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The names that one pipeline sets on an event, each at a fixed place, in the order they are first set.
/// Built while a configuration loads; unchanging afterwards.
public final class Fields {
    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private ReadyJson[] members = {};
    private Ending ending = new Ending("", ReadyJson.text(""));

    /// The name of a pipeline as JSON.
    private record Ending(String pipeline, ReadyJson json) {}

    /// The slot of a name, new or known.
    public int define(String name) {
        return slots.computeIfAbsent(name, _ -> slots.size());
    }

    /// The slot of a name, or -1 if nothing sets it.
    public int find(String name) {
        return slots.getOrDefault(name, -1);
    }

    public int size() {
        return slots.size();
    }

    /// The names, by slot.
    public List<String> names() {
        return List.copyOf(slots.keySet());
    }

    /// The names as they stand in JSON, by slot.
    ReadyJson[] members() {
        if (members.length != slots.size()) {
            members = slots.keySet().stream().map(name -> Key.of(name).member()).toArray(ReadyJson[]::new);
        }
        return members;
    }

    /// The name of the pipeline that sets them, as it stands in JSON.
    @SuppressWarnings("ReferenceEquality") // it is the same one, event after event
    ReadyJson pipeline(String name) {
        Ending known = ending;
        if (known.pipeline != name) {
            known = new Ending(name, ReadyJson.text(name));
            ending = known;
        }
        return known.json;
    }
}
