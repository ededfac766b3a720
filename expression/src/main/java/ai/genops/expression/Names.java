package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Own;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a name stands for: a parameter, else a field the pipeline set, else a built-in one, else a constant. A field
/// with the name of a built-in one is that where it is not set.
final class Names {
    /// What Cribl calls the event of which all names are members.
    static final String WHOLE_EVENT = "__e";

    private final Scope scope;
    private final Map<String, Integer> locals = new HashMap<>();
    private final Set<AttributeName> attributes = new LinkedHashSet<>();
    private final Map<String, Node> read = new LinkedHashMap<>();
    private int localCount;
    private boolean readsAll;
    private boolean arrows;

    Names(Scope scope) {
        this.scope = scope;
    }

    @Nullable
    Node find(String name) {
        Integer local = locals.get(name);
        if (local != null) {
            return new Node.Local(local);
        }
        Node field = scope.find(name);
        Node own = own(name);
        if (field != null) {
            Node otherwise = own == null && scope.readsBareNames() ? attribute(name) : own;
            return otherwise == null || !(field instanceof Node.Field)
                    ? noted(name, field)
                    : noted(name, new Node.Logical(Operator.Logical.COALESCE, field, otherwise));
        }
        if (own instanceof Node.Own && scope.readsBareNames()) {
            return noted(name, new Node.Logical(Operator.Logical.COALESCE, own, attribute(name)));
        }
        if (own != null) {
            return own instanceof Node.Given(var builtIn) && !builtIn.isSmall() ? own : noted(name, own);
        }
        if (name.equals("undefined")) {
            return Node.UNDEFINED;
        }
        return constant(name);
    }

    /// What an event has of that name without any pipeline's doing.
    private static @Nullable Node own(String name) {
        BuiltIn builtIn = BuiltIn.find(name);
        if (builtIn != null) {
            return new Node.Given(builtIn);
        }
        Own own = Own.ofWord(name);
        return own == null ? null : new Node.Own(own.key());
    }

    /// What a constant such as `Math.PI` or `C.vars.region` stands for.
    @Nullable
    Node constant(String name) {
        Object constant = Functions.constant(name);
        Object value = constant == null ? scope.surroundings().find(name) : constant;
        return value == null ? null : new Node.Literal(value);
    }

    Lookups lookups() {
        return scope.surroundings().lookups();
    }

    boolean isHolder(String name) {
        return Functions.HOLDERS.contains(name) && !scope.knows(name) && !locals.containsKey(name);
    }

    /// Whether `name` begins the dotted name of an attribute.
    boolean isNamespace(String name) {
        return BuiltIn.NAMESPACES.contains(name) && find(name) == null;
    }

    /// The attribute that a name alone stands for which is known in no other way, if such names are attributes; else
    /// null.
    @Nullable
    Node bare(String name) {
        boolean known = find(name) != null || isHolder(name) || Functions.find(name) != null;
        return known || !scope.readsBareNames() || name.equals(WHOLE_EVENT) ? null : attribute(name);
    }

    /// Whether nothing has been said yet of this name's being an attribute.
    boolean isNew(String bareName) {
        return scope.isNew(bareName);
    }

    Node attribute(String name) {
        AttributeName attribute = AttributeName.of(name);
        attributes.add(attribute);
        return noted("attributes['" + name + "']", new Node.Attribute(attribute));
    }

    Node resourceAttribute(String name) {
        return noted("resource['" + name + "']", new Node.ResourceAttribute(AttributeName.of(name)));
    }

    private Node noted(String name, Node node) {
        read.putIfAbsent(name, node);
        return node;
    }

    /// Notes that a value is used as a whole: of the attributes, or of the event's text, any may be read.
    void use(Node node) {
        readsAll |=
                node instanceof Node.Given(var builtIn) && (builtIn == BuiltIn.ATTRIBUTES || builtIn == BuiltIn.RAW);
    }

    String suggestion(String name) {
        Set<String> known = new TreeSet<>(scope.names());
        known.addAll(locals.keySet());
        known.addAll(Functions.names());
        known.addAll(scope.surroundings().paths());
        for (Own own : Own.values()) {
            known.add(own.word());
        }
        for (BuiltIn builtIn : BuiltIn.values()) {
            known.add(builtIn.label());
        }
        return DidYouMean.of(name, known);
    }

    /// Makes a parameter known; gives its slot.
    int declare(String parameter) {
        locals.put(parameter, localCount);
        return localCount++;
    }

    Map<String, Integer> enter() {
        return Map.copyOf(locals);
    }

    void leave(Map<String, Integer> before) {
        locals.clear();
        locals.putAll(before);
    }

    /// Notes that there is a function that is called again and again.
    void useArrow() {
        arrows = true;
    }

    boolean hasArrows() {
        return arrows;
    }

    int localCount() {
        return localCount;
    }

    Set<AttributeName> attributes() {
        return attributes;
    }

    /// What is read off the event, as the source names it and in its order.
    Map<String, Node> read() {
        return read;
    }

    boolean readsAll() {
        return readsAll;
    }
}
