package ai.genops.expression;

import ai.genops.event.Fields;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The names an expression may use besides the built-in ones: the fields a pipeline has set so far, with what is
/// known of them. Used by one thread while a configuration loads; what was compiled does not refer to it.
public final class Scope {
    private final Fields fields;
    private final Map<String, Type> types;
    private final Set<String> absent;
    private final Surroundings surroundings;
    private final BareNames bareNames;
    private final boolean filter;

    /// What a name means that is known in no other way, and of which that was said already.
    private static final class BareNames {
        private boolean areAttributes;
        private final Set<String> noted = new HashSet<>();
    }

    private Scope(
            Fields fields,
            Map<String, Type> types,
            Set<String> absent,
            Surroundings surroundings,
            BareNames bareNames,
            boolean filter) {
        this.fields = fields;
        this.types = types;
        this.absent = absent;
        this.surroundings = surroundings;
        this.bareNames = bareNames;
        this.filter = filter;
    }

    /// A scope in which nothing is set yet, and which will place what is set in `fields`.
    public static Scope of(Fields fields) {
        return of(fields, Surroundings.NONE);
    }

    /// The same, with what `C.env`, `C.vars` and `C.Lookup` may use.
    public static Scope of(Fields fields, Surroundings surroundings) {
        return new Scope(fields, new HashMap<>(), new HashSet<>(), surroundings, new BareNames(), false);
    }

    /// From here on the field `name` is known; gives its slot. Defined again, it has the type defined last.
    public int define(String name, Type type) {
        types.put(name, type);
        return fields.define(name);
    }

    /// Makes a name legal that nothing sets here: undefined on every event.
    public void allow(String name) {
        absent.add(name);
    }

    /// From here on, whether a name that is not known is the attribute of that name, as it is for Cribl, where an event
    /// has fields alone; else it is an error.
    public void readBareNames(boolean asAttributes) {
        bareNames.areAttributes = asAttributes;
    }

    /// Whether a name that nothing sets is the attribute of that name.
    public boolean readsBareNames() {
        return bareNames.areAttributes;
    }

    /// Whether nothing has been said of this name yet.
    boolean isNew(String bareName) {
        return bareNames.noted.add(bareName);
    }

    /// The same names for filters and conditions, where a boolean or number equals its own text.
    public Scope filter() {
        return new Scope(fields, types, absent, surroundings, bareNames, true);
    }

    Surroundings surroundings() {
        return surroundings;
    }

    boolean isFilter() {
        return filter;
    }

    boolean knows(String name) {
        return types.containsKey(name) || absent.contains(name);
    }

    /// The field of this name, undefined for one that is only allowed, null for one that is not known.
    @Nullable
    Node find(String name) {
        Type type = types.get(name);
        if (type != null) {
            return new Node.Field(fields.find(name), name, type);
        }
        return absent.contains(name) ? Node.UNDEFINED : null;
    }

    /// The names of the fields set so far.
    Set<String> fieldNames() {
        return new TreeSet<>(types.keySet());
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>(types.keySet());
        names.addAll(absent);
        return names;
    }
}
