package ai.genops.server.tail;

import ai.genops.event.Event;
import ai.genops.pipeline.processor.Condition;
import ai.genops.search.command.Macros;
import ai.genops.search.knowledge.Macro;
import ai.genops.search.plan.Rights;
import ai.genops.search.report.SearchException;
import ai.genops.search.spl.Condition.All;
import ai.genops.search.spl.Condition.And;
import ai.genops.search.spl.Condition.Compare;
import ai.genops.search.spl.Condition.Not;
import ai.genops.search.spl.Condition.Or;
import ai.genops.search.spl.Condition.Subsearch;
import ai.genops.search.spl.Condition.Term;
import ai.genops.search.spl.Condition.TimeBound;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.SearchParser;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The condition that a search begins with, for events as they are received. It means the same as in the lake; what it
/// cannot mean before the lake is refused with its place. Safe for concurrent use.
public final class LiveFilter implements Condition {
    private final String spl;
    private final Rights rights;
    private final Predicate<Event> condition;

    /// Reads a search without commands: `genops.team=support duration_ms>1000`. Macros in it are replaced before
    /// anything else, so what they name is seen with the rights of whoever asks, and no other.
    ///
    /// @param macros by name, as [ai.genops.search.knowledge.Knowledge#macros] has them
    /// @throws SearchException if it is wrong, or asks for more than a condition; its place is one in the text that
    /// macros have been replaced in
    public LiveFilter(String query, Map<String, Macro> macros, Rights rights) {
        this.spl = Macros.expand(query, macros);
        this.rights = rights;
        var in = new Cursor(spl);
        in.acceptWord("search");
        var parsed = new SearchParser(in).parse();
        if (in.peek() != 0) {
            throw new SearchException(
                    "live events take no commands",
                    spl,
                    in.here(),
                    "Write the condition alone; commands need events that are in the lake.");
        }
        condition = resolve(parsed);
    }

    @Override
    public boolean test(Event event) {
        return rights.datasets().test(LiveField.index(event)) && condition.test(event);
    }

    private Predicate<Event> resolve(ai.genops.search.spl.Condition parsed) {
        return switch (parsed) {
            case All _ -> _ -> true;
            case And(var parts) ->
                parts.stream().map(this::resolve).reduce(Predicate::and).orElseThrow();
            case Or(var parts) ->
                parts.stream().map(this::resolve).reduce(Predicate::or).orElseThrow();
            case Not(var inner) -> resolve(inner).negate();
            case Compare compare -> compare(compare);
            case Term term -> term(term);
            case TimeBound(var _, var _, int at) ->
                throw new SearchException("live events are those that arrive now", spl, at, "Leave the time out.");
            case Subsearch(int at) ->
                throw new SearchException(
                        "live events take no searches within the search", spl, at, "Write out what it would find.");
        };
    }

    private Predicate<Event> compare(Compare compare) {
        Predicate<Object> wanted = LiveComparison.of(compare);
        LiveField field = LiveField.named(compare.field(), rights);
        if (compare.field().equals("index") && compare.operator().equals("=") && isOfThePipelines(compare)) {
            throw new SearchException(
                    "live events are shown as they are received, which is index " + LiveField.INDEX,
                    spl,
                    compare.at(),
                    "Other indexes hold what pipelines make of them; search those, or use `genops tap`.");
        }
        return event -> {
            Object value = field.of(event);
            return value != null && wanted.test(value);
        };
    }

    /// An event may ask for another index than that of everything; those that pipelines write to hold none as received.
    private static boolean isOfThePipelines(Compare compare) {
        List<String> theirs = List.of("genops_cost", "genops_policy", "genops_budgets");
        return compare.values().stream().allMatch(value -> theirs.contains(value.text()));
    }

    private Predicate<Event> term(Term term) {
        if (term.text().matchesEverything() || term.text().text().isEmpty()) {
            return _ -> true;
        }
        if (!rights.content()) {
            return _ -> false; // as in the lake, where whoever may not see texts cannot search them
        }
        Predicate<String> inText = LiveComparison.term(term.text());
        return event -> inText.test(LiveField.raw(event));
    }
}
