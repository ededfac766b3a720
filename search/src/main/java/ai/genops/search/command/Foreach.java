package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Wildcard;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `foreach a b* [eval <<FIELD>>=round(<<FIELD>>, 2)]`: the commands once for each field that matches, with its
/// name for `<<FIELD>>`, what `*` stands for as `<<MATCHSTR>>`, and its parts as `<<MATCHSEG1>>` and so on.
/// Splunk, Search Reference, `foreach`.
record Foreach(List<String> patterns, String template, int at) implements Command.Step {
    private static final int MOST_PARTS = 9;

    static Command read(Cursor in) {
        int modeAt = in.here();
        String mode =
                in.option("mode") == null ? "multifield" : in.optionValue().toLowerCase(Locale.ROOT);
        return switch (mode) {
            case "multifield" -> readFields(in);
            case "multivalue" -> ForeachValue.read(in, false);
            case "json_array" -> ForeachValue.read(in, true);
            default ->
                throw in.errorAt(
                        modeAt,
                        "`foreach` knows no mode=" + mode,
                        "Use mode=multifield, mode=multivalue or mode=json_array.");
        };
    }

    private static Foreach readFields(Cursor in) {
        var patterns = new ArrayList<String>();
        while (in.peek() != '[') {
            if (in.option("fieldstr", "matchstr", "matchseg1", "matchseg2", "matchseg3") != null) {
                throw in.error("`foreach` has the names <<FIELD>>, <<MATCHSTR>>, <<MATCHSEG1>>, ...", null);
            }
            patterns.add(in.name("a field"));
            in.accept(",");
        }
        int at = in.here();
        return new Foreach(List.copyOf(patterns), in.bracketed(), at);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Relation rows = input;
        for (String pattern : patterns) {
            for (String name : input.schema().expand(pattern)) {
                Relation before = rows;
                String text = text(pattern, name);
                List<Command.Step> steps = steps(text);
                rows = planning.within(at, () -> planning.reading(text, () -> Pipeline.apply(steps, before, planning)));
            }
        }
        return rows;
    }

    static List<Command.Step> steps(String text) {
        var in = new Cursor(text);
        List<Command.Step> steps = Pipeline.steps(in);
        if (!in.atEnd()) {
            throw in.error("%s does not belong here".formatted(in.found()), null);
        }
        return steps;
    }

    private String text(String pattern, String name) {
        List<String> parts = new Wildcard(pattern).parts(name);
        String text = template.replace("<<FIELD>>", name)
                .replace("<<MATCHSTR>>", parts.isEmpty() ? name : String.join("", parts));
        for (int i = 0; i < MOST_PARTS; i++) {
            text = text.replace("<<MATCHSEG" + (i + 1) + ">>", i < parts.size() ? parts.get(i) : "");
        }
        return text;
    }
}
