package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;

/// `strcat allrequired=true first " " last name`: joins fields and texts in quotes into a field. A missing field counts
/// as empty, or with `allrequired` leaves the result missing. Splunk, Search Reference, `strcat`.
record Strcat(boolean allRequired, List<Part> parts, String target) implements Command.Step {
    record Part(String text, boolean field) {}

    static Strcat read(Cursor in) {
        boolean all = in.option("allrequired") != null && Numbers.flag(in);
        var parts = new ArrayList<Part>();
        while (!in.atEnd()) {
            boolean quoted = in.peek() == '"';
            parts.add(new Part(quoted ? in.quoted() : in.name("a field"), !quoted));
            in.accept(",");
        }
        if (parts.size() < 2) {
            throw in.error(
                    "`strcat` needs something to join and the new field", "Example: strcat first \" \" last name");
        }
        return new Strcat(
                all,
                List.copyOf(parts.subList(0, parts.size() - 1)),
                parts.getLast().text());
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr joined = parts.stream()
                .map(part -> part.field() ? field(part.text(), input, planning) : new Text(part.text()))
                .reduce((left, right) -> call(Op.CONCAT, Type.TEXT, left, right))
                .orElseThrow();
        return input.define(target, planning.column(Type.TEXT), joined);
    }

    private Expr field(String name, Relation input, Planning planning) {
        Expr text = Coerce.text(planning.field(name, input.schema()));
        return allRequired ? text : call(Op.COALESCE, Type.TEXT, text, new Text(""));
    }
}
