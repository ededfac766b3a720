package ai.genops.search.sql;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which columns and attributes a query reads of its scans: planning those that nobody reads would take longer than
/// many a query. Attributes of scans that have data files are read where their rows are. A file has them in columns of
/// its own or in text, a table in a VARIANT: above the union of both the engine would build every attribute of every
/// row to give one.
final class ScanReads {
    /// As what a query wants an attribute.
    enum Form {
        ANY("v"),
        TEXT("t"),
        NUMBER("n"),
        /// The number as [ai.genops.search.plan.Op#BILLIONTHS].
        BILLIONTHS("b"),
        /// The number if it has no billionths.
        NO_BILLIONTHS("r"),
        /// The number as [ai.genops.search.plan.Op#NEAREST_BILLIONTHS].
        NEAREST_BILLIONTHS("m"),
        /// What the number has beyond its nearest billionths.
        BEYOND_BILLIONTHS("y"),
        /// The text if it is no number.
        NO_NUMBER("w"),
        /// Whether it is there, which costs a fraction of making its value.
        GIVEN("g");

        /// Those that a scan computes of the others, unless a column's kind tells them.
        private static final Set<Form> PROVEN =
                EnumSet.of(BILLIONTHS, NO_BILLIONTHS, NEAREST_BILLIONTHS, BEYOND_BILLIONTHS, NO_NUMBER);

        private final String suffix;

        Form(String suffix) {
            this.suffix = suffix;
        }

        /// The form that a call with an attribute as its argument wants.
        static Form of(Op op) {
            return switch (op) {
                case TEXT_OF_ANY -> TEXT;
                case NUMBER_OF_ANY -> NUMBER;
                case IS_NULL -> GIVEN;
                case BILLIONTHS -> BILLIONTHS;
                case NO_BILLIONTHS -> NO_BILLIONTHS;
                case NEAREST_BILLIONTHS -> NEAREST_BILLIONTHS;
                case BEYOND_BILLIONTHS -> BEYOND_BILLIONTHS;
                case NO_NUMBER -> NO_NUMBER;
                default -> ANY;
            };
        }
    }

    private final Set<Integer> columns = new HashSet<>();
    /// The duration of each scan that has files, and its attributes.
    private final Map<Integer, Integer> durations = new HashMap<>();
    /// The attributes that a scan's duration stands in for where they are not there.
    private final Map<Integer, Set<Expr.Attribute>> standIns = new HashMap<>();
    private final Map<Integer, SequencedMap<String, Set<Form>>> byScan = new HashMap<>();
    /// The words that are looked for in the text of each scan.
    private final Map<Integer, List<Expr.Call>> words = new HashMap<>();

    static ScanReads of(Plan plan, List<Expr> values, Order order) {
        var found = new ScanReads();
        found.scans(plan);
        found.uses(plan);
        values.forEach(found::uses);
        found.uses(order);
        return found;
    }

    boolean reads(Expr.Column column) {
        return columns.contains(column.id()) || standIns.containsKey(column.id());
    }

    /// Whether the duration of a scan need not be read of rows that have a number for each of these names.
    boolean isSpared(Expr.Column duration, Predicate<String> everywhere) {
        return !columns.contains(duration.id())
                && standIns.getOrDefault(duration.id(), Set.of()).stream()
                        .allMatch(attribute -> attribute.names().stream().anyMatch(everywhere));
    }

    /// Whether something stands in for an attribute of this name where it is not there.
    boolean hasStandIn(String name) {
        return standIns.values().stream()
                .flatMap(Set::stream)
                .anyMatch(attribute -> attribute.names().contains(name));
    }

    /// The words that are looked for in a scan's text.
    List<Expr.Call> words(Expr.Column text) {
        return words.getOrDefault(text.id(), List.of());
    }

    /// The column of a scan that tells whether the text has the word; null if it is no scan's text.
    @Nullable
    String word(Expr.Call word) {
        Expr text = word.args().getFirst();
        return text instanceof Expr.Column(int id, var _) && words.containsKey(id)
                ? "w" + id + "_" + words((Expr.Column) text).indexOf(word)
                : null;
    }

    /// Whether the column holds the attributes of a scan that has files.
    boolean covers(Expr.Column fields) {
        return byScan.containsKey(fields.id());
    }

    /// The names that are read of a scan.
    List<String> names(Expr.Column fields) {
        return List.copyOf(attributes(fields).keySet());
    }

    /// Whether an attribute of this name is read in any form.
    boolean reads(Expr.Column fields, String name) {
        return !attributes(fields).getOrDefault(name, Set.of()).isEmpty();
    }

    boolean reads(Expr.Column fields, String name, Form form) {
        return attributes(fields).getOrDefault(name, Set.of()).contains(form);
    }

    String column(Expr.Column fields, String name, Form form) {
        return "a" + fields.id() + "_" + names(fields).indexOf(name) + form.suffix;
    }

    /// The attribute of one name that the call's last argument is, or is where it is there, in a scan that gives it in
    /// the call's form; null if it is no such call.
    Expr.@Nullable Attribute given(Expr.Call call) {
        if (!Form.PROVEN.contains(Form.of(call.op()))) {
            return null;
        }
        Expr read = call.args().getLast();
        Expr own = otherwise(read) == null ? read : ((Expr.Call) read).args().getFirst();
        return own instanceof Expr.Call(Op op, List<Expr> args, var _)
                        && (op == Op.NUMBER_OF_ANY || op == Op.TEXT_OF_ANY)
                        && args.getFirst() instanceof Expr.Attribute attribute
                        && attribute.names().size() == 1
                        && covers(attribute.fields())
                ? attribute
                : null;
    }

    /// What stands in for an attribute that is not there, if that is short enough to be written several times; null if
    /// nothing does.
    static @Nullable Expr otherwise(Expr value) {
        return value instanceof Expr.Call(Op op, List<Expr> args, var _)
                        && op == Op.COALESCE
                        && args.size() == 2
                        && args.getFirst().type() == Type.NUMBER
                        && args.getLast() instanceof Expr.Call(Op _, List<Expr> of, var _)
                        && of.stream().noneMatch(Expr.Call.class::isInstance)
                ? args.getLast()
                : null;
    }

    private SequencedMap<String, Set<Form>> attributes(Expr.Column fields) {
        return byScan.getOrDefault(fields.id(), new LinkedHashMap<>());
    }

    private void scans(Plan plan) {
        if (plan instanceof Plan.Scan scan) {
            words.put(scan.events().text().id(), new ArrayList<>());
            if (!scan.files().isEmpty()) {
                int fields = scan.events().fields().id();
                byScan.put(fields, new LinkedHashMap<>());
                durations.put(scan.events().durationNanos().id(), fields);
            }
        }
        PlanParts.inputs(plan).forEach(this::scans);
    }

    private void uses(Plan plan) {
        PlanParts.expressions(plan).forEach(this::uses);
        switch (plan) {
            case Plan.Limit limit -> uses(limit.order());
            case Plan.Window window -> uses(window.order());
            case Plan.Fill fill -> uses(fill.time());
            default -> {}
        }
        PlanParts.inputs(plan).forEach(this::uses);
    }

    private void uses(Order order) {
        order.keys().forEach(key -> uses(key.column()));
    }

    private void uses(Expr value) {
        switch (value) {
            case Expr.Column column -> columns.add(column.id());
            case Expr.Attribute attribute -> uses(attribute, Form.ANY);
            case Expr.Call call -> uses(call);
            case Expr.Text _, Expr.Num _, Expr.Flag _, Expr.Null _ -> {}
        }
    }

    private void uses(Expr.Call call) {
        if (call.op() == Op.WORD) {
            usesWord(call);
            return;
        }
        Expr.Attribute given = given(call);
        if (given != null) {
            uses(given, Form.of(call.op()));
        }
        if (call.args().size() == 1 && call.args().getFirst() instanceof Expr.Attribute attribute) {
            uses(attribute, Form.of(call.op()));
        } else if (!usesStandIn(call)) {
            call.args().forEach(this::uses);
        }
    }

    /// Of an attribute that is a number, and of a scan's duration that stands in for it.
    private boolean usesStandIn(Expr.Call call) {
        if (!(otherwise(call) instanceof Expr.Call(Op _, List<Expr> of, var _))
                || !(call.args().getFirst() instanceof Expr.Call(Op op, List<Expr> args, var _))
                || op != Op.NUMBER_OF_ANY
                || !(args.getFirst() instanceof Expr.Attribute attribute)
                || !covers(attribute.fields())) {
            return false;
        }
        uses(attribute, Form.NUMBER);
        for (Expr value : of) {
            if (value instanceof Expr.Column column
                    && durations.getOrDefault(column.id(), -1)
                            == attribute.fields().id()) {
                standIns.computeIfAbsent(column.id(), _ -> new HashSet<>()).add(attribute);
            } else {
                uses(value);
            }
        }
        return true;
    }

    /// Attributes that are the word are for the scan alone: what they tell, the text tells too.
    private void usesWord(Expr.Call word) {
        Expr text = word.args().getFirst();
        List<Expr.Call> ofScan = text instanceof Expr.Column(int id, var _) ? words.get(id) : null;
        if (ofScan == null) {
            uses(text);
        } else if (!ofScan.contains(word)) {
            ofScan.add(word);
            attributes(word)
                    .forEach(attribute -> attributes(attribute.fields())
                            .computeIfAbsent(attribute.names().getFirst(), _ -> EnumSet.noneOf(Form.class)));
        }
    }

    /// The attributes whose name is the word, each of one name.
    static List<Expr.Attribute> attributes(Expr.Call word) {
        return word.args().stream().skip(4).map(Expr.Attribute.class::cast).toList();
    }

    private void uses(Expr.Attribute attribute, Form form) {
        if (!covers(attribute.fields())) {
            columns.add(attribute.fields().id());
            return;
        }
        for (String name : attribute.names()) {
            attributes(attribute.fields())
                    .computeIfAbsent(name, _ -> EnumSet.noneOf(Form.class))
                    .add(form);
        }
    }
}
