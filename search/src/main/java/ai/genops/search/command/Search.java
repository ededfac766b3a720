package ai.genops.search.command;

import ai.genops.search.function.SearchConditions;
import ai.genops.search.plan.Catalog;
import ai.genops.search.plan.Events;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.TimeRange;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Condition;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.SearchParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `search index=genops_ai genops.team=support (error OR warn)`: at the beginning of a query the events to work
/// on, later a filter. Rules: Splunk, Search Reference, `search`.
record Search(Condition condition) implements Command.Source, Command.Step {

    static Search read(Cursor in) {
        Condition condition = new SearchParser(in).parse();
        Subsearches.check(condition, in);
        return new Search(condition);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        return input.filter(
                new SearchConditions(input.schema(), planning).resolve(Subsearches.resolved(condition, planning)));
    }

    @Override
    public Relation open(Planning planning) {
        return new Search(Subsearches.resolved(condition, planning)).scan(planning);
    }

    private Relation scan(Planning planning) {
        List<String> datasets = Indexes.choose(condition, planning);
        return scan(datasets, planning);
    }

    /// The events of these datasets for which the condition holds.
    Relation scan(List<String> datasets, Planning planning) {
        return apply(inTime(datasets, planning), planning);
    }

    /// The events of these datasets in the time that the condition asks for, whatever else it says.
    Relation inTime(List<String> datasets, Planning planning) {
        Events events = events(planning.catalog().attributes(datasets), planning);
        planning.range(Newest.of(ownRange(planning).orElse(planning.range()), datasets, planning));
        TimeRange range = planning.range();
        Catalog catalog = planning.catalog();
        var scan = new Plan.Scan(datasets, catalog.settled(), catalog.files(datasets, range), range, events);
        return new Relation(scan, Schema.open(events), events.newestFirst());
    }

    static Events events(Set<String> attributes, Planning planning) {
        return new Events(
                planning.column(Type.TIME),
                planning.column(Type.TIME),
                planning.column(Type.TEXT),
                planning.column(Type.ANY),
                planning.column(Type.TEXT),
                planning.column(Type.TEXT),
                planning.column(Type.NUMBER),
                Events.textColumns(planning::column),
                planning.column(Type.NUMBER),
                planning.column(Type.NUMBER),
                planning.column(Type.NUMBER),
                attributes,
                planning.catalog().rights(),
                planning.zone());
    }

    /// The query's own `earliest` and `latest` replace the request's range; with `earliest` alone the search
    /// ends now.
    private Optional<TimeRange> ownRange(Planning planning) {
        var bounds = new ArrayList<Condition.TimeBound>();
        collect(condition, bounds);
        Instant earliest = bound(bounds, true, planning);
        Instant latest = bound(bounds, false, planning);
        if (bounds.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new TimeRange(earliest, latest == null ? planning.now().plusNanos(1_000) : latest));
    }

    private static void collect(Condition condition, List<Condition.TimeBound> bounds) {
        if (condition instanceof Condition.TimeBound bound) {
            bounds.add(bound);
        } else if (condition instanceof Condition.And(var parts)) {
            parts.forEach(part -> collect(part, bounds));
        }
    }

    private static @Nullable Instant bound(List<Condition.TimeBound> bounds, boolean earliest, Planning planning) {
        return bounds.stream()
                .filter(bound -> bound.earliest() == earliest)
                .map(bound -> SearchConditions.time(bound, planning))
                .findFirst()
                .orElse(null);
    }
}
