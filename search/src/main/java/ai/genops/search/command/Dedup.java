package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Flag;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `dedup 2 host user sortby -_time`: the first rows of each combination of values. Rows without one of the fields go,
/// unless `keepempty=true`. With `keepevents=true` all rows stay, the others without these fields; with
/// `consecutive=true` only rows that follow an equal one go. Splunk, Search Reference, `dedup`.
record Dedup(
        long count,
        List<String> fields,
        Options options,
        @Nullable Sort sort) implements Command.Step {
    private static final String[] OPTIONS = {"keepempty", "keepevents", "consecutive"};

    record Options(boolean keepEmpty, boolean keepEvents, boolean consecutive) {}

    static Dedup read(Cursor in) {
        long count = Character.isDigit(in.peek()) ? Numbers.required(in) : 1;
        if (count == 0) {
            throw in.error("`dedup` keeps 1 row or more of each", null);
        }
        Options options = options(in, new Options(false, false, false));
        List<String> fields = FieldLists.readUntil(in, "sortby", "keepempty", "keepevents", "consecutive");
        options = options(in, options);
        Sort sort = in.acceptWord("sortby") ? Sort.readAll(in) : null;
        return new Dedup(count, fields, options, sort);
    }

    private static Options options(Cursor in, Options before) {
        Options read = before;
        for (String option = option(in); option != null; option = option(in)) {
            boolean on = Numbers.flag(in);
            read = switch (option) {
                case "keepempty" -> new Options(on, read.keepEvents, read.consecutive);
                case "keepevents" -> new Options(read.keepEmpty, on, read.consecutive);
                default -> new Options(read.keepEmpty, read.keepEvents, on);
            };
        }
        UnknownOption.refuse(in, "dedup", OPTIONS);
        return read;
    }

    private static @Nullable String option(Cursor in) {
        return in.option(OPTIONS);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Relation sorted = sort == null ? input : sort.apply(input, planning);
        List<Expr> keys = new ArrayList<>();
        for (String field : fields) {
            keys.add(Coerce.text(planning.field(field, sorted.schema())));
        }
        Expr present = Conditions.allPresent(keys);
        Relation rows = sorted;
        if (options.consecutive()) {
            Column run = planning.column(Type.NUMBER);
            rows = runs(sorted, keys, run, planning);
            keys.add(run);
        }
        Column number = planning.column(Type.NUMBER);
        Expr first = call(Op.LE, Type.BOOLEAN, number, new Num(count));
        rows = RowNumbers.add(rows, keys, number);
        if (options.keepEvents()) {
            return emptied(rows, Conditions.or(List.of(first, Conditions.not(present))), planning);
        }
        Expr kept = options.keepEmpty()
                ? Conditions.or(List.of(first, Conditions.not(present)))
                : Conditions.and(first, present);
        return rows.filter(kept);
    }

    /// Numbers the stretches of rows that have the same values.
    private static Relation runs(Relation input, List<Expr> keys, Column run, Planning planning) {
        Relation rows = input;
        Expr same = new Flag(true);
        for (Expr key : keys) {
            Column before = planning.column(Type.TEXT);
            rows = Series.lag(rows, key, 1, before, planning);
            same = Conditions.and(same, Conditions.certain(call(Op.EQ, Type.BOOLEAN, key, before)));
        }
        Column changed = planning.column(Type.NUMBER);
        Expr flag = call(Op.IF, Type.NUMBER, same, new Null(Type.NUMBER), new Num(1));
        rows = rows.extend(List.of(new Assignment(changed, flag)));
        return Series.window(rows, new Frame(true, 0, true), new Assignment(run, call(Op.COUNT, Type.NUMBER, changed)));
    }

    private Relation emptied(Relation input, Expr kept, Planning planning) {
        Relation rows = input;
        for (String field : fields) {
            Expr value = planning.field(field, input.schema());
            Expr shown = call(Op.IF, value.type(), kept, value, new Null(value.type()));
            rows = rows.define(field, planning.column(value.type()), shown);
        }
        return rows;
    }
}
