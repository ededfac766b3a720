package ai.genops.search.plan;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;

/// What Splunk says of the shape of an event's text (Knowledge Manager Manual, "Use default fields").
final class EventShape {
    private static final int PUNCTUATION = 30;

    private EventShape() {}

    /// @param name `linecount`: its lines; `punct`: its first line's first thirty characters that are no letters and no
    ///     digits, a space as `_`, a tab as `t`
    static Expr of(String name, Expr raw) {
        return name.equals("linecount") ? lines(raw) : punctuation(raw);
    }

    private static Expr lines(Expr raw) {
        Expr others = replaced(raw, "[^\\n]+", "");
        return call(Op.ADD, Type.NUMBER, call(Op.LENGTH, Type.NUMBER, others), new Num(1));
    }

    private static Expr punctuation(Expr raw) {
        Expr first = call(Op.REPLACE_FIRST, Type.TEXT, raw, new Text("(?s)\\n.*"), new Text(""));
        Expr bare = replaced(first, "[A-Za-z0-9\\r]+", "");
        Expr marks = replaced(replaced(bare, " ", "_"), "\\t", "t");
        return call(Op.SUBSTR, Type.TEXT, marks, new Num(1), new Num(PUNCTUATION));
    }

    private static Expr replaced(Expr text, String pattern, String by) {
        return call(Op.REPLACE, Type.TEXT, text, new Text(pattern), new Text(by));
    }
}
