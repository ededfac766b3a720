package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import org.jspecify.annotations.Nullable;

/// `makemv delim="," list`, `makemv tokenizer="(\d+)" list`: makes several values of one text. Splunk, Search
/// Reference, `makemv`.
record Makemv(String field, String delimiter, @Nullable String tokenizer, boolean allowEmpty) implements Command.Step {

    static Makemv read(Cursor in) {
        String delimiter = " ";
        String tokenizer = null;
        boolean allowEmpty = false;
        for (String option = option(in); option != null; option = option(in)) {
            switch (option) {
                case "delim" -> delimiter = in.optionValue();
                case "tokenizer" -> tokenizer = Regexes.checked(in, in.here(), in.optionValue());
                case "allowempty" -> allowEmpty = Numbers.flag(in);
                default -> in.optionValue();
            }
        }
        return new Makemv(in.name("a field"), delimiter, tokenizer, allowEmpty);
    }

    private static @Nullable String option(Cursor in) {
        return in.option("delim", "tokenizer", "allowempty", "setsv");
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr text = Coerce.text(planning.field(field, input.schema()));
        Expr parts = tokenizer == null
                ? call(Op.SPLIT, Type.LIST, text, new Text(delimiter))
                : call(Op.EXTRACT_ALL, Type.LIST, text, new Text(tokenizer), new Num(1));
        Expr values = allowEmpty ? parts : call(Op.LIST_NOT_EMPTY, Type.LIST, parts);
        return input.define(field, planning.column(Type.LIST), values);
    }
}
