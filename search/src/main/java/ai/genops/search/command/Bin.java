package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Span;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;

/// `bin _time span=5m`, `bin size span=100 as range`, `bin size bins=10`: puts times and numbers into
/// spans. A time becomes the start of its span, a number a text such as `100-200`. Splunk, Search
/// Reference, `bin`.
record Bin(String field, BinOptions options, String target, int at) implements Command.Step {
    static Bin read(Cursor in) {
        BinOptions options = BinOptions.read(in, BinOptions.DEFAULT);
        UnknownOption.refuse(in, "bin", BinOptions.NAMES);
        int at = in.here();
        String field = in.name("a field");
        options = BinOptions.read(in, options);
        String target = in.acceptWord("as") ? in.name("the new name") : field;
        options = BinOptions.read(in, options);
        UnknownOption.refuse(in, "bin", BinOptions.NAMES);
        return new Bin(field, options, target, at);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr value = planning.field(field, input.schema());
        Expr binned = value.type() == Type.TIME || field.equals("_time")
                ? timeSpan(planning).bin(Coerce.time(value), planning.zone())
                : new NumberBins(options, field, at).bin(Coerce.number(value), input, planning);
        return input.define(target, planning.column(binned.type()), binned);
    }

    private Span timeSpan(Planning planning) {
        Span least = options.least() == null ? null : Spans.parse(options.least(), at, planning);
        Span span = options.span() == null
                ? Spans.automatic(planning.range(), options.bins(), least)
                : Spans.parse(options.span(), at, planning);
        return Spans.aligned(span, options.align(), at, planning);
    }
}
