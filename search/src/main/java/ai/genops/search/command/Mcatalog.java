package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;

/// `| mcatalog values(metric_name) where index=metrics by host`: which metrics there are, and which values their
/// dimensions have. Splunk, Search Reference, `mcatalog`.
record Mcatalog(Mstats written) implements Command.Source {

    static Mcatalog read(Cursor in) {
        int at = in.here();
        Mstats written = MetricsReader.read(in, "mcatalog", "append", "prestats");
        if (written.options().append() || written.options().prestats()) {
            throw in.errorAt(at, "`mcatalog` takes neither `append` nor `prestats`", "Write append [| mcatalog ...].");
        }
        if (written.span().cuts()) {
            throw in.errorAt(
                    at, "`mcatalog` does not cut time", "Leave out `by _time`: earliest= and latest= say when.");
        }
        for (Aggregation each : written.aggregations()) {
            if (!each.function().equals("values") || each.field() == null) {
                throw in.errorAt(
                        each.at(), "`mcatalog` lists values and nothing else", "Example: values(metric_name) by host");
            }
            if (each.field().equals("_dims")) {
                throw in.errorAt(each.at(), "`_dims` is not there", "Write index=... kind=metric | fieldsummary");
            }
        }
        return new Mcatalog(written);
    }

    @Override
    public Relation open(Planning planning) {
        var grouping = new Grouping(written.from().open(true, planning), planning);
        written.by().forEach(grouping::by);
        grouping.dropIncomplete();
        grouping.aggregate(written.aggregations());
        return grouping.grouped("mcatalog");
    }
}
