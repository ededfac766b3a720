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

/// `rex mode=sed "s/\d{4}/XXXX/g"`: replaces what a regular expression finds, everywhere with `g`, else its first
/// occurrence; `y/abc/xyz/` replaces characters. Splunk, Search Reference, `rex`.
record Sed(String field, List<Change> changes) implements Command.Step {

    sealed interface Change {
        Expr apply(Expr text);
    }

    record Substitute(String expression, String by, boolean everywhere) implements Change {
        @Override
        public Expr apply(Expr text) {
            Op op = everywhere ? Op.REPLACE : Op.REPLACE_FIRST;
            return call(op, Type.TEXT, text, new Text(expression), new Text(by));
        }
    }

    record Translate(String from, String to) implements Change {
        @Override
        public Expr apply(Expr text) {
            return call(Op.TRANSLATE, Type.TEXT, text, new Text(from), new Text(to));
        }
    }

    static Sed read(String field, String script, Cursor in, int at) {
        var changes = new ArrayList<Change>();
        int from = 0;
        while (from < script.length()) {
            List<String> parts = parts(script, from);
            if (parts.size() < 4) {
                throw in.errorAt(at, "`%s` is no s/old/new/ or y/old/new/".formatted(script), "Example: s/\\d+/N/g");
            }
            changes.add(change(parts, in, at));
            from = Integer.parseInt(parts.getLast());
        }
        return new Sed(field, List.copyOf(changes));
    }

    private static Change change(List<String> parts, Cursor in, int at) {
        if (parts.get(0).equals("y")) {
            if (parts.get(1).length() != parts.get(2).length()) {
                throw in.errorAt(at, "y/old/new/ takes as many new characters as old ones", null);
            }
            return new Translate(parts.get(1), parts.get(2));
        }
        String flags = parts.get(3);
        if (!flags.matches("[gi]*")) {
            throw in.errorAt(at, "s/old/new/ knows the flags g and i, found `%s`".formatted(flags), null);
        }
        String expression = (flags.contains("i") ? "(?i)" : "") + Regexes.checked(in, at, parts.get(1));
        return new Substitute(expression, Regexes.replacement(in, at, expression, parts.get(2)), flags.contains("g"));
    }

    /// Letter, old, new, flags, and where the next begins; fewer if there is something else.
    private static List<String> parts(String script, int start) {
        int from = start;
        while (from < script.length() && (Character.isWhitespace(script.charAt(from)) || script.charAt(from) == ';')) {
            from++;
        }
        var parts = new ArrayList<String>();
        if (from + 2 >= script.length() || (script.charAt(from) != 's' && script.charAt(from) != 'y')) {
            return parts;
        }
        parts.add(script.substring(from, from + 1));
        char delimiter = script.charAt(from + 1);
        var part = new StringBuilder();
        int i = from + 2;
        for (; i < script.length() && parts.size() < 3; i++) {
            char c = script.charAt(i);
            if (c == delimiter) {
                parts.add(part.toString());
                part.setLength(0);
            } else if (c == '\\' && i + 1 < script.length()) {
                char next = script.charAt(++i);
                part.append(next == delimiter ? String.valueOf(next) : "\\" + next);
            } else {
                part.append(c);
            }
        }
        int end = i;
        while (end < script.length() && Character.isLetter(script.charAt(end))) {
            end++;
        }
        if (parts.size() == 3) {
            parts.add(script.substring(i, end));
            parts.add(String.valueOf(end));
        }
        return parts;
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr text = Coerce.text(planning.field(field, input.schema()));
        for (Change change : changes) {
            text = change.apply(text);
        }
        return input.define(field, planning.column(Type.TEXT), text);
    }
}
