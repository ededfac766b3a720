package ai.genops.search.command;

import ai.genops.event.Nearest;
import ai.genops.search.knowledge.Collected;
import ai.genops.search.knowledge.SummaryIndexes;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.report.SearchException;
import ai.genops.search.spl.Cursor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/// `collect index=summary`: writes the rows as events of an index and lets them pass. They are written when the whole
/// search has run without an error, and not while it is only previewed; so a search that is run twice has written them
/// twice. More rows than an operator may take are refused, since half a summary is none. Splunk, Search Reference,
/// `collect`.
record Collect(String index, CollectedEvents events, boolean test, int at) implements Command.Step {
    private static final String EXAMPLE = "Example: ... | collect index=summary";

    static Collect read(Cursor in) {
        String index = "";
        var events = CollectedEvents.DEFAULT;
        boolean test = false;
        int at = in.here();
        while (!in.atEnd()) {
            String option = in.option(
                    "index",
                    "host",
                    "source",
                    "sourcetype",
                    "marker",
                    "testmode",
                    "addtime",
                    "file",
                    "spool",
                    "uselb",
                    "run_in_preview",
                    "output_format");
            if (option == null) {
                throw in.error("`collect` does not take %s here".formatted(in.found()), EXAMPLE);
            }
            int valueAt = in.here();
            String value = in.optionValue();
            switch (option) {
                case "index" -> {
                    index = value;
                    at = valueAt;
                }
                case "testmode" -> {
                    in.back(valueAt);
                    test = Numbers.flag(in);
                }
                case "host", "source", "sourcetype", "marker" -> events = events.with(option, value);
                default -> {
                    // How Splunk keeps the file it writes; here is none.
                }
            }
        }
        if (index.isEmpty()) {
            throw in.errorAt(at, "`collect` needs the index to write into", EXAMPLE);
        }
        return new Collect(index, events, test, at);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        SummaryIndexes indexes = planning.knowledge().summaries();
        check(indexes.names(), planning);
        Grid grid = planning.probe().grid(input, Rows.MAX + 1);
        if (grid.rows().size() > Rows.MAX) {
            throw planning.error(
                    at,
                    "`collect` takes at most %,d rows".formatted(Rows.MAX),
                    "Summarise with stats before, or search less time.");
        }
        Instant earliest = planning.range().earliest();
        Instant otherwise = (earliest == null ? planning.now() : earliest).truncatedTo(ChronoUnit.MICROS);
        List<Collected> collected = events.of(grid, index, otherwise);
        if (test) {
            planning.info("testmode: %,d events would be written into `%s`".formatted(collected.size(), index));
        } else if (!collected.isEmpty()) {
            planning.afterwards(() -> write(indexes, collected, planning.text()));
        }
        return Rows.of(grid, "collect", planning);
    }

    private void check(Set<String> names, Planning planning) {
        if (names.isEmpty()) {
            throw planning.error(
                    at, "no index can be written here", "A search of a running server can, but for a real-time one.");
        }
        if (!planning.catalog().rights().collects()) {
            throw planning.error(at, "writing results into an index needs a role with `administer`", null);
        }
        if (!names.contains(index)) {
            String nearest = Nearest.to(index, names);
            throw planning.error(
                    at,
                    "searches cannot write into an index `%s`".formatted(index),
                    nearest == null
                            ? "They can write into: " + String.join(", ", names)
                            : "Did you mean `%s`?".formatted(nearest));
        }
    }

    private void write(SummaryIndexes indexes, List<Collected> collected, String text) {
        try {
            indexes.add(collected);
        } catch (IllegalStateException e) {
            throw new SearchException("the results could not be collected: " + e.getMessage(), text, at, null);
        }
    }
}
