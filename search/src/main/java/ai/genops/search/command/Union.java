package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;

/// `| union [search ...] [search ...]` and `| multisearch [search ...] [search ...]`: the rows of all; of
/// `multisearch` newest first. Within a query `union` takes the rows before it as well. Splunk, Search Reference,
/// `union`, `multisearch`.
record Union(String name, List<Pipeline> searches, int at) implements Command.Source, Command.Step {

    static Union read(Cursor in) {
        while (in.option("maxtime", "maxout", "timeout") != null) {
            in.optionValue();
        }
        return read(in, "union", 1);
    }

    static Union readMultisearch(Cursor in) {
        return read(in, "multisearch", 2);
    }

    private static Union read(Cursor in, String name, int least) {
        int at = in.here();
        var searches = new ArrayList<Pipeline>();
        while (!in.atEnd()) {
            searches.add(Subsearches.read(in));
            in.accept(",");
        }
        if (searches.size() < least) {
            throw in.errorAt(at, "`%s` needs at least %d searches in brackets".formatted(name, least), null);
        }
        return new Union(name, List.copyOf(searches), at);
    }

    @Override
    public Relation open(Planning planning) {
        List<Relation> all = searches.stream()
                .map(search -> Subsearches.plan(search, at, planning))
                .toList();
        return name.equals("multisearch") ? Unions.byTime(all, name, planning) : Unions.inSequence(all, name, planning);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        var all = new ArrayList<Relation>();
        all.add(input);
        searches.forEach(search -> all.add(Subsearches.plan(search, at, planning)));
        return Unions.inSequence(all, name, planning);
    }
}
