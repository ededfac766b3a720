package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Own;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.Name;

/// What a name stands for: a parameter, else a field the pipeline set, else a built-in one, else a constant. A field
/// with the name of a built-in one is that where it is not set.
final class Names {
    /// What Cribl calls the event of which all names are members.
    static final String WHOLE_EVENT = "__e";

    private final Scope scope;
    /// The event's names that code works on; null for an expression.
    private final @Nullable EventNames event;

    private final Map<String, Declared> locals = new HashMap<>();
    private final Set<AttributeName> attributes = new LinkedHashSet<>();
    private final Map<String, Node> read = new LinkedHashMap<>();
    private int localCount;
    private boolean readsAll;
    private boolean arrows;

    /// A name that the source declares: a parameter or variable, a constant, a function.
    record Declared(int slot, Kind kind) {}

    enum Kind {
        VARIABLE,
        CONSTANT,
        FUNCTION
    }

    Names(Scope scope) {
        this.scope = scope;
        this.event = null;
    }

    private Names(Scope scope, EventNames event) {
        this.scope = scope;
        this.event = event;
    }

    /// The names of code.
    static Names ofCode(Scope scope, EventNames event) {
        return new Names(scope, event);
    }

    boolean isCode() {
        return event != null;
    }

    /// The event's names that code works on.
    EventNames event() {
        return Objects.requireNonNull(event);
    }

    @Nullable
    Node find(String name) {
        Declared local = locals.get(name);
        if (local != null) {
            return local.kind == Kind.FUNCTION ? null : new Node.Local(local.slot);
        }
        Node known = known(name);
        return event == null ? known : event.find(name, known, this);
    }

    /// What `__e.name` is, which is Cribl's for any name an event has: what the name alone stands for, but for
    /// what the source declares, else an attribute.
    Node ofEvent(String name) {
        Node known = known(name);
        if (known != null) {
            use(known);
        }
        Node found = known == null ? attribute(name) : known;
        return event == null ? found : event.name(name, found, this);
    }

    /// Whether it is `__e`.
    boolean isWholeEvent(AstNode ast) {
        return ast instanceof Name name && name.getIdentifier().equals(WHOLE_EVENT);
    }

    /// What `__e` alone is: it may have any name.
    Node wholeEvent() {
        readsAll = true;
        return event == null ? new Node.WholeEvent(known(), scope.fieldNames()) : event.whole(this);
    }

    /// What stands for more than an attribute, and for what. It is not noted as read here: only the event tells what
    /// is.
    Map<String, Node> known() {
        var unnoted = new Names(scope);
        Set<String> all = new LinkedHashSet<>(scope.names());
        all.addAll(BuiltIn.names());
        for (Own own : Own.values()) {
            all.add(own.word());
        }
        all.remove(BuiltIn.NOW.label());
        Map<String, Node> known = new LinkedHashMap<>();
        all.forEach(name -> known.put(name, Objects.requireNonNull(unnoted.known(name))));
        return known;
    }

    Set<String> fieldNames() {
        return scope.fieldNames();
    }

    private @Nullable Node known(String name) {
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

    /// What the source declares under this name.
    @Nullable
    Declared declared(String name) {
        return locals.get(name);
    }

    /// The place of a function that the source declares; null if it declares none of this name.
    @Nullable
    Integer function(String name) {
        Declared local = locals.get(name);
        return local != null && local.kind == Kind.FUNCTION ? (Integer) local.slot : null;
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
        if (known || !scope.readsBareNames() || name.equals(WHOLE_EVENT) || locals.containsKey(name)) {
            return null;
        }
        return event == null ? attribute(name) : event.name(name, attribute(name), this);
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
        return declare(parameter, Kind.VARIABLE);
    }

    int declare(String name, Kind kind) {
        int slot = place();
        locals.put(name, new Declared(slot, kind));
        return slot;
    }

    /// A slot for what has no name.
    int place() {
        return localCount++;
    }

    Map<String, Declared> enter() {
        return Map.copyOf(locals);
    }

    void leave(Map<String, Declared> before) {
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
