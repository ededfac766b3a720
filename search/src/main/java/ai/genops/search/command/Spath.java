package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.JsonPaths;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `spath path=a.b output=x`: takes a value out of JSON, by default out of the event; of `a{}.b` all that
/// match. Without a path it makes fields of everything in the text; of everything in an event there are fields
/// already. Where the first text is XML, or a path is one of XML such as `a.b{@c}`, it reads XML. Splunk,
/// Search Reference, `spath`.
record Spath(String input, @Nullable String path, @Nullable String output) implements Command.Step {

    static Spath read(Cursor in) {
        String input = "_raw";
        String path = null;
        String output = null;
        while (!in.atEnd()) {
            String option = in.option("input", "path", "output");
            String value = in.optionValue();
            switch (option == null ? "path" : option) {
                case "input" -> input = value;
                case "output" -> output = value;
                default -> path = value;
            }
        }
        return new Spath(input, path, output);
    }

    @Override
    public Relation apply(Relation relation, Planning planning) {
        if (path == null) {
            boolean event = relation.schema().isOpen() && input.equals("_raw");
            return event ? relation : new Extract("spath", input, everything(), "").apply(relation, planning);
        }
        Expr text = Coerce.text(planning.field(input, relation.schema()));
        boolean field = input.equals("_raw") && relation.schema().isKnown(path);
        String target = output == null ? path : output;
        if (path.contains("{@") || (!field && isXml(relation, text, planning))) {
            var xml = new XmlFields();
            return TextColumn.of(relation, text, target, each -> xml.at(path, each), null, "spath", planning);
        }
        Expr value = JsonPaths.value(text, path);
        Expr result = field ? Joins.either(Coerce.text(planning.field(path, relation.schema())), value) : value;
        return relation.define(target, planning.column(result.type()), result);
    }

    /// Whether the first text is XML.
    private static boolean isXml(Relation relation, Expr text, Planning planning) {
        Column column = planning.column(Type.TEXT);
        Relation rows =
                relation.extend(List.of(new Plan.Assignment(column, text))).filter(Conditions.present(column));
        List<List<Object>> first = planning.probe().rows(rows.plan(), List.of(column), Order.NONE, 1);
        return !first.isEmpty() && XmlText.mayBe(String.valueOf(first.getFirst().getFirst()));
    }

    private static TextFields everything() {
        var json = new JsonFields(true);
        var xml = new XmlFields();
        return text -> XmlText.mayBe(text) ? xml.of(text) : json.of(text);
    }
}
