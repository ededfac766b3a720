package ai.genops.search.plan;

import ai.genops.event.Nearest;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.report.Message;
import ai.genops.search.report.SearchException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What commands share while one query is planned: its text for errors, the time it started, fresh column ids,
/// messages. Used by one thread.
public final class Planning {
    /// Gives the text that a subsearch, written at a place of the text being read, stands for.
    public interface Subsearches {
        String text(int at, Planning planning);
    }

    private static final int MAX_DEPTH = 10;

    private final Instant now;
    private final ZoneId zone;
    private final Catalog catalog;
    private final Probe probe;
    private final Knowledge knowledge;
    private final Subsearches subsearches;
    private final Set<Message> messages = new LinkedHashSet<>();
    private final List<Runnable> effects = new ArrayList<>();
    private TimeRange requested;
    private String text;
    private TimeRange range;
    private int columns;
    private int depth;
    private double share = 1;
    private boolean strict;
    private boolean mixed;
    private @Nullable Instant since;

    /// @param requested the time range a query covers that does not say so itself
    public Planning(
            String text,
            Instant now,
            ZoneId zone,
            TimeRange requested,
            Catalog catalog,
            Probe probe,
            Knowledge knowledge,
            Subsearches subsearches) {
        this.text = text;
        this.now = now;
        this.zone = zone;
        this.range = requested;
        this.requested = requested;
        this.catalog = catalog;
        this.probe = probe;
        this.knowledge = knowledge;
        this.subsearches = subsearches;
    }

    public Knowledge knowledge() {
        return knowledge;
    }

    /// The text that is being read, where errors have their places.
    public String text() {
        return text;
    }

    public String subsearch(int at) {
        return subsearches.text(at, this);
    }

    /// Plans a search within the search, which has a time range of its own.
    public <T> T within(int at, Supplier<T> work) {
        if (depth == MAX_DEPTH) {
            throw error(at, "searches nested more than %d deep".formatted(MAX_DEPTH), null);
        }
        TimeRange outer = range;
        range = requested;
        depth++;
        try {
            return work.get();
        } finally {
            range = outer;
            depth--;
        }
    }

    /// The time that searches cover which do not say so themselves.
    public TimeRange requested() {
        return requested;
    }

    /// Plans what covers another time unless it says so itself.
    public <T> T covering(TimeRange time, Supplier<T> work) {
        TimeRange outer = requested;
        requested = time;
        try {
            return work.get();
        } finally {
            requested = outer;
        }
    }

    /// Plans what stands in another text, such as a saved search's.
    public <T> T reading(String other, Supplier<T> work) {
        String outer = text;
        text = other;
        try {
            return work.get();
        } finally {
            text = outer;
        }
    }

    /// Reads the query as Splunk does, without the generous steps this language takes.
    public void strict(boolean whether) {
        strict = whether;
    }

    public boolean isStrict() {
        return strict;
    }

    /// A step that Splunk refuses: taken with a message, or refused if the query is read as Splunk does.
    ///
    /// @param step what is done
    /// @param instead what to write so that it means the same in Splunk
    public void generous(int at, String step, String instead) {
        if (strict) {
            throw error(at, step + "; Splunk does not", instead);
        }
        info(step + "; Splunk does not. " + instead);
    }

    /// Something to be done when the whole query has been planned without an error.
    public void afterwards(Runnable effect) {
        effects.add(effect);
    }

    public void takeEffect() {
        effects.forEach(Runnable::run);
    }

    /// Plans a preview: of the time that the outermost search covers only this newest share counts.
    public void onlyNewest(double newestShare) {
        share = newestShare;
    }

    /// How much of the time the outermost search covers counts, from 0 to 1.
    public double share() {
        return share;
    }

    /// Whether what is being planned is no search within another.
    public boolean isOutermost() {
        return depth == 0;
    }

    /// From when on events count in a preview; null if nothing was cut.
    public @Nullable Instant since() {
        return since;
    }

    public void since(Instant time) {
        since = time;
    }

    public Column column(Type type) {
        return new Column(columns++, type);
    }

    /// The time `now()` gives, the same for all of a query.
    public Instant now() {
        return now;
    }

    public ZoneId zone() {
        return zone;
    }

    public Catalog catalog() {
        return catalog;
    }

    public Probe probe() {
        return probe;
    }

    /// Whether an attribute may be taken to be a number wherever it is. Where that turns out wrong the
    /// query fails and is planned once more, when nothing may.
    public boolean areNumbers(Expr.Attribute attribute) {
        return !mixed && catalog.areNumbers(attribute.names());
    }

    /// As [#areNumbers], whether it may be taken to be billionths.
    public boolean areBillionths(Expr.Attribute attribute) {
        return !mixed && catalog.areBillionths(attribute.names());
    }

    /// Plans for values of any kind.
    public void mixed(boolean whether) {
        mixed = whether;
    }

    /// What the search covers: the request's range, or the query's own `earliest` and `latest`.
    public TimeRange range() {
        return range;
    }

    public void range(TimeRange own) {
        range = own;
    }

    public void info(String message) {
        messages.add(new Message(Message.Level.INFO, message));
    }

    public void warn(String message) {
        messages.add(new Message(Message.Level.WARN, message));
    }

    public List<Message> messages() {
        return List.copyOf(messages);
    }

    public SearchException error(int at, String message, @Nullable String hint) {
        return new SearchException(message, text, at, hint);
    }

    /// What a name stands for; a name that no row can have is null, with a message that says why.
    public Expr field(String name, Schema schema) {
        Expr found = schema.find(name);
        if (found == null || !schema.isKnown(name)) {
            missing(name, schema);
        }
        return found == null ? new Expr.Null(Type.ANY) : found;
    }

    private void missing(String name, Schema schema) {
        List<String> names = schema.knownNames().toList();
        String nearest = Nearest.to(name, names);
        String meant = nearest == null ? "" : "; did you mean `" + nearest + "`?";
        if (schema.closedBy() != null) {
            warn("field `%s` is not there after `%s`, which left: %s%s"
                    .formatted(name, schema.closedBy(), String.join(", ", names), meant));
        } else if (schema.events() != null && !schema.events().attributes().isEmpty()) {
            info("no event searched here has a field `%s`%s".formatted(name, meant));
        }
    }
}
