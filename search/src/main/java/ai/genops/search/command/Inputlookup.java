package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.knowledge.LookupTable;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Condition;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.SearchParser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `| inputlookup name where condition`: the rows of a lookup; with `append=true` under the rows there are. Splunk,
/// Search Reference, `inputlookup`.
record Inputlookup(String name, boolean append, long start, long max, Condition where, int at)
        implements Command.Source, Command.Step {

    static Inputlookup read(Cursor in) {
        boolean append = false;
        long start = 0;
        long max = LookupTable.MAX_ROWS;
        for (String option = option(in); option != null; option = option(in)) {
            switch (option) {
                case "append" -> append = Numbers.flag(in);
                case "start" -> start = Numbers.required(in);
                case "max" -> max = Numbers.required(in);
                default -> in.optionValue();
            }
        }
        int at = in.here();
        String name = in.name("a lookup");
        Condition where = new Condition.All();
        if (in.acceptWord("where")) {
            where = new SearchParser(in).parse();
            Subsearches.check(where, in);
        }
        return new Inputlookup(name, append, start, max, where, at);
    }

    private static @Nullable String option(Cursor in) {
        return in.option("append", "start", "max", "strict");
    }

    @Override
    public Relation open(Planning planning) {
        Relation all = LookupTables.relation(name, at, planning);
        Column number = planning.column(Type.NUMBER);
        Relation from = start == 0
                ? all
                : RowNumbers.add(all, number).filter(call(Op.GT, Type.BOOLEAN, number, new Num(start)));
        return new Search(where).apply(from, planning).limit(max);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        if (!append) {
            throw planning.error(
                    at,
                    "`inputlookup` can only begin a query",
                    "To add its rows write: inputlookup append=true " + name);
        }
        return Unions.inSequence(List.of(input, open(planning)), "inputlookup", planning);
    }
}
