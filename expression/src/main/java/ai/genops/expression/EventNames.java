package ai.genops.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.Assignment;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.ForInLoop;
import org.mozilla.javascript.ast.FunctionCall;
import org.mozilla.javascript.ast.InfixExpression;
import org.mozilla.javascript.ast.PropertyGet;
import org.mozilla.javascript.ast.Spread;
import org.mozilla.javascript.ast.VariableInitializer;

/// The names of the event that code reads, sets and deletes. Each has a place among the locals, to which what
/// the event has of that name is copied before the first statement runs, so that arrays and objects may be
/// changed in place; and a mark, which says whether the name was set (true) or deleted (false). What was
/// changed is told when the last statement has run: code that fails changes nothing.
final class EventNames {
    /// What of the event is looked into, but never a value that code could change.
    private static final Set<BuiltIn> WHOLE =
            Set.of(BuiltIn.ATTRIBUTES, BuiltIn.RESOURCE, BuiltIn.EVENTS, BuiltIn.RANDOM, BuiltIn.NOW);

    private final Map<String, Name> byName = new LinkedHashMap<>();
    private final Map<String, Integer> set = new LinkedHashMap<>();
    private final Map<String, Integer> deleted = new LinkedHashMap<>();
    private boolean changesInPlace;
    private Node.@Nullable WholeEvent whole;
    private int wholeSlot = -1;
    /// Where a name is set first that only the event tells; -1: nowhere.
    private int anyNameAt = -1;

    /// @param load what the event has of that name
    record Name(String name, int slot, int mark, Node load) {
        Node read() {
            return new Node.Local(slot);
        }
    }

    /// What a name alone is, given what it stands for in an expression.
    @Nullable
    Node find(String name, @Nullable Node known, Names names) {
        Name found = byName.get(name);
        if (found != null) {
            return found.read();
        }
        boolean ofEvent = switch (known) {
            case Node.Field _, Node.Own _, Node.Logical _ -> true;
            case Node.Given(var builtIn) -> !WHOLE.contains(builtIn);
            case null, default -> false;
        };
        return known == null || !ofEvent ? known : name(name, known, names);
    }

    /// What `__e.name` is.
    Node name(String name, Node load, Names names) {
        return byName.computeIfAbsent(name, _ -> new Name(name, names.place(), names.place(), load))
                .read();
    }

    /// What `__e` alone is: see [EventObject].
    Node whole(Names names) {
        if (whole == null) {
            whole = new Node.WholeEvent(names.known(), names.fieldNames());
            wholeSlot = names.place();
        }
        return new Node.Local(wholeSlot);
    }

    /// Null if the code does without.
    Node.@Nullable WholeEvent whole() {
        return whole;
    }

    int wholeSlot() {
        return wholeSlot;
    }

    /// Notes that the code may set any name.
    void setAnyName(int at) {
        anyNameAt = anyNameAt < 0 ? at : anyNameAt;
    }

    /// Whether `__e` alone stands where something may set its members: not where it is only looked through.
    static boolean mayBeSet(AstNode whole) {
        return switch (whole.getParent()) {
            case FunctionCall call ->
                !(call.getTarget() instanceof PropertyGet get
                        && get.getTarget() instanceof org.mozilla.javascript.ast.Name holder
                        && Functions.HOLDERS.contains(holder.getIdentifier())
                        && !get.getProperty().getIdentifier().equals("assign"));
            case ForInLoop _, Spread _ -> false;
            case VariableInitializer variable -> !variable.isDestructuring();
            case InfixExpression infix -> infix instanceof Assignment;
            case null, default -> true;
        };
    }

    boolean setsAnyName() {
        return anyNameAt >= 0;
    }

    /// Whether it may set attributes: a name that only the event tells, or one that no field can have.
    boolean setsAttributes() {
        return setsAnyName() || set.keySet().stream().anyMatch(name -> !Assignments.isFieldName(name));
    }

    /// What may become of the fields, and of what an event has of its own, under names that only the event tells.
    List<Script.Change> anyNames() {
        if (whole == null || !setsAnyName()) {
            return List.of();
        }
        Set<String> all = new LinkedHashSet<>(EventObject.OWN);
        all.addAll(whole.fields());
        byName.values().stream()
                .filter(name -> change(name) != null)
                .map(Name::name)
                .forEach(all::remove);
        return all.stream()
                .map(name -> new Script.Change(name, true, true, false, anyNameAt))
                .toList();
    }

    /// Code that sets a name that was read before; gives the value.
    Node set(String name, Node value, int at) {
        set.putIfAbsent(name, at);
        return marked(Objects.requireNonNull(byName.get(name)), value, true);
    }

    /// Code that takes a name away that was read before; gives true.
    Node delete(String name, int at) {
        deleted.putIfAbsent(name, at);
        Node gone = marked(Objects.requireNonNull(byName.get(name)), Node.UNDEFINED, false);
        return new Node.Sequence(List.of(gone, new Node.Literal(true)));
    }

    private static Node marked(Name name, Node value, boolean mark) {
        return new Node.Sequence(List.of(
                new Node.Assign(name.slot, value),
                new Node.Assign(name.mark, new Node.Literal(mark)),
                new Node.Local(name.slot)));
    }

    /// Notes that the code changes arrays or objects in place, of which any may be the event's.
    void changeInPlace() {
        changesInPlace = true;
    }

    boolean changesInPlace() {
        return changesInPlace;
    }

    List<Name> names() {
        return new ArrayList<>(byName.values());
    }

    /// What may become of a name; null if it stays as it is.
    Script.@Nullable Change change(Name name) {
        boolean inPlace = changesInPlace && Assignments.isFieldName(name.name) && !(name.load instanceof Node.Given);
        Integer at = set.getOrDefault(name.name, deleted.get(name.name));
        boolean isField = Assignments.isFieldName(name.name);
        boolean sets = inPlace || (isField && set.containsKey(name.name));
        boolean ofAttribute = !sets && (setsAnyName() || set.containsKey(name.name));
        if ((at == null && !inPlace) || ofAttribute) {
            return null;
        }
        boolean deletes = setsAnyName() || deleted.containsKey(name.name);
        return new Script.Change(name.name, sets, deletes, true, at == null ? 0 : at);
    }

    /// The value, as a copy if it stands in the event: what is in an event is shared, and does not change.
    static Node changeable(Node node) {
        if (node instanceof Node.Call || node instanceof Node.MethodCall) {
            return new Node.Made(node);
        }
        return isOfEvent(node) ? new Node.Copy(node) : node;
    }

    static boolean isOfEvent(Node node) {
        return switch (node) {
            case Node.Attribute _, Node.ResourceAttribute _, Node.Own _, Node.Field _ -> true;
            case Node.Given(var builtIn) -> WHOLE.contains(builtIn) && builtIn.type() != Type.NUMBER;
            case Node.Member member -> isOfEvent(member.object());
            case Node.Chain(var chain) -> isOfEvent(chain);
            case Node.Logical choice -> isOfEvent(choice.left()) || isOfEvent(choice.right());
            default -> false;
        };
    }
}
