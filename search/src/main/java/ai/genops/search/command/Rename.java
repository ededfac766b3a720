package ai.genops.search.command;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Wildcard;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// `rename a as b, c.* as *`: gives fields other names, all at once; what had the new name before is gone.
record Rename(List<Renaming> renamings) implements Command.Step {
    record Renaming(String from, String to, int at) {}

    static Rename read(Cursor in) {
        var renamings = new ArrayList<Renaming>();
        do {
            int at = in.here();
            String from = in.name("a field");
            if (!in.acceptWord("as")) {
                throw in.error("`as` expected after `%s`, found %s".formatted(from, in.found()), null);
            }
            renamings.add(new Renaming(from, in.name("the new name"), at));
            in.accept(",");
        } while (!in.atEnd());
        return new Rename(List.copyOf(renamings));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Schema schema = input.schema();
        var names = new LinkedHashMap<String, String>();
        for (Renaming renaming : renamings) {
            names.putAll(targets(renaming, schema, planning));
        }
        return input.with(renamed(schema, names, planning));
    }

    private static Map<String, String> targets(Renaming renaming, Schema schema, Planning planning) {
        long stars = count(renaming.from());
        if (stars < count(renaming.to())) {
            throw planning.error(
                    renaming.at(), "`%s` has more `*` than `%s`".formatted(renaming.to(), renaming.from()), null);
        }
        if (stars == 0) {
            return Map.of(renaming.from(), renaming.to());
        }
        var pattern = new Wildcard(renaming.from());
        var names = new LinkedHashMap<String, String>();
        schema.knownNames().toList().forEach(name -> {
            String target = pattern.translate(name, renaming.to());
            if (target != null) {
                names.put(name, target);
            }
        });
        return names;
    }

    /// Each field keeps its place; new ones of the events come last.
    private static Schema renamed(Schema schema, Map<String, String> names, Planning planning) {
        var columns = new LinkedHashMap<String, Expr>();
        schema.columns().forEach((name, value) -> {
            String target = names.get(name);
            if (target != null || !names.containsValue(name)) {
                columns.put(target == null ? name : target, value);
            }
        });
        var removed = new TreeSet<>(schema.removed());
        names.forEach((from, to) -> {
            if (!schema.columns().containsKey(from)) {
                columns.put(to, planning.field(from, schema));
            }
            removed.add(from);
            removed.remove(to);
        });
        return new Schema(columns, schema.events(), removed, schema.closedBy());
    }

    private static long count(String pattern) {
        return pattern.chars().filter(c -> c == '*').count();
    }
}
