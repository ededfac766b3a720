package ai.genops.search.function;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Schema;
import ai.genops.search.spl.Condition;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.Eval;
import ai.genops.search.spl.SearchParser;
import java.util.List;

/// `searchmatch("team=support error")`: whether an event would be found by these words of `search`.
final class SearchMatch {
    private final Schema schema;
    private final Planning planning;

    SearchMatch(Schema schema, Planning planning) {
        this.schema = schema;
        this.planning = planning;
    }

    Expr resolve(List<Eval> args, int at) {
        if (args.size() != 1 || !(args.getFirst() instanceof Eval.Text(String text, var _))) {
            throw planning.error(
                    at,
                    "`searchmatch` takes a search in double quotes",
                    "For example searchmatch(\"team=support error\").");
        }
        return planning.reading(text, () -> {
            var in = new Cursor(text);
            Condition condition = new SearchParser(in).parse();
            if (!in.atEnd()) {
                throw planning.error(in.position(), "the search ends before this", null);
            }
            return new SearchConditions(schema, planning).resolve(condition);
        });
    }
}
