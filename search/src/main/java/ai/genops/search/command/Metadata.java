package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Condition;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.SearchParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `| metadata type=hosts index=*`: each host (source, source type) with its number of events, its first and last
/// time, and when the last one arrived. Splunk, Search Reference, `metadata`.
record Metadata(String field, Condition indexes) implements Command.Source {
    private static final Map<String, String> FIELDS =
            Map.of("hosts", "host", "sources", "source", "sourcetypes", "sourcetype");

    static Metadata read(Cursor in) {
        String field = null;
        var indexes = new ArrayList<Condition>();
        while (!in.atEnd()) {
            int at = in.here();
            String option = in.option("type", "index", "splunk_server", "splunk_server_group", "datatype");
            String value = option == null ? "" : in.optionValue();
            if (option == null) {
                throw in.error("`metadata` does not take %s".formatted(in.found()), "Example: type=hosts index=*");
            } else if (option.equals("type")) {
                field = FIELDS.get(value.toLowerCase(Locale.ROOT));
            } else if (option.equals("index")) {
                indexes.add(SearchParser.index(value, at));
            }
        }
        if (field == null) {
            throw in.error("`metadata` needs type=hosts, type=sources or type=sourcetypes", null);
        }
        return new Metadata(field, indexes.isEmpty() ? new Condition.All() : new Condition.Or(List.copyOf(indexes)));
    }

    @Override
    public Relation open(Planning planning) {
        Relation events = new Search(indexes).open(planning);
        var grouping = new Grouping(events, planning);
        grouping.by(field);
        grouping.dropIncomplete();
        grouping.aggregate(List.of(
                time("min(_time)", "firstTime"),
                time("max(_time)", "lastTime"),
                time("max(_indextime)", "recentTime"),
                new Aggregation("count", null, null, "totalCount", true, 0)));
        return grouping.grouped("metadata");
    }

    private static Aggregation time(String written, String name) {
        String function = written.substring(0, 3);
        return new Aggregation(function, written.substring(4, written.length() - 1), null, name, true, 0);
    }
}
