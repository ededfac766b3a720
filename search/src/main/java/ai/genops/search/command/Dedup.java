package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `dedup 2 host user sortby -_time`: the first rows of each combination of values. Rows without one of the
/// fields go, unless `keepempty=true`.
record Dedup(
        long count,
        List<String> fields,
        boolean keepEmpty,
        @Nullable Sort sort) implements Command.Step {

    static Dedup read(Cursor in) {
        long count = Character.isDigit(in.peek()) ? Numbers.required(in) : 1;
        boolean keepEmpty = keepEmpty(in, false);
        List<String> fields = FieldLists.readUntil(in, "sortby", "keepempty", "keepevents", "consecutive");
        keepEmpty = keepEmpty(in, keepEmpty);
        Sort sort = in.acceptWord("sortby") ? Sort.read(in) : null;
        return new Dedup(count, fields, keepEmpty, sort);
    }

    private static boolean keepEmpty(Cursor in, boolean before) {
        return in.option("keepempty") == null ? before : Numbers.flag(in);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Relation sorted = sort == null ? input : sort.apply(input, planning);
        List<Expr> keys = fields.stream()
                .map(field -> Coerce.text(planning.field(field, sorted.schema())))
                .toList();
        var number = planning.column(Type.NUMBER);
        Expr first = call(Op.LE, Type.BOOLEAN, number, new Num(count));
        Expr present = Conditions.allPresent(keys);
        Expr kept = keepEmpty ? Conditions.or(List.of(first, Conditions.not(present))) : Conditions.and(first, present);
        return RowNumbers.add(sorted, keys, number).filter(kept);
    }
}
