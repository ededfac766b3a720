package ai.genops.search.command;

import ai.genops.event.Nearest;
import ai.genops.search.knowledge.SavedSearch;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.TimeRange;
import ai.genops.search.spl.Condition;
import ai.genops.search.spl.TimeModifier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where data models, saved searches and lookups are searched as if they were events.
final class Models {
    private Models() {}

    /// The search that stands for a data model. One that is not defined holds nothing, as an index that is not there:
    /// it may be defined tomorrow.
    static Relation open(String name, Planning planning) {
        var models = planning.knowledge().dataModels();
        String spl = models.get(name) == null ? models.get(name.replaceFirst("\\..*", "")) : models.get(name);
        if (spl == null) {
            String nearest = Nearest.to(name, models.keySet());
            String text = "there is no data model `%s`%s"
                    .formatted(name, nearest == null ? "" : "; did you mean `" + nearest + "`?");
            if (planning.isStrict()) {
                throw planning.error(0, text, null);
            }
            planning.warn(text);
            return new Search(new Condition.All()).scan(List.of(), planning);
        }
        return run(spl, 0, planning);
    }

    static Relation saved(String name, Map<String, String> arguments, int at, Planning planning) {
        SavedSearch saved = named(name, at, planning);
        String spl = saved.with(arguments);
        return planning.covering(time(saved, at, planning), () -> run(spl, at, planning));
    }

    static SavedSearch named(String name, int at, Planning planning) {
        var searches = planning.knowledge().savedSearches();
        SavedSearch saved = searches.get(name);
        if (saved == null) {
            String nearest = Nearest.to(name, searches.keySet());
            throw planning.error(
                    at,
                    "there is no saved search `%s`".formatted(name),
                    nearest == null ? null : "Did you mean `%s`?".formatted(nearest));
        }
        return saved;
    }

    /// Who names a time searches that; else the saved search's own counts.
    private static TimeRange time(SavedSearch saved, int at, Planning planning) {
        TimeRange requested = planning.requested();
        return TimeRange.ALL.equals(requested)
                ? new TimeRange(time(saved.earliest(), at, planning), time(saved.latest(), at, planning))
                : requested;
    }

    private static @Nullable Instant time(@Nullable String text, int at, Planning planning) {
        if (text == null) {
            return null;
        }
        Instant time = TimeModifier.apply(text, planning.now(), planning.zone());
        if (time == null) {
            throw planning.error(
                    at, "the saved search covers `%s`, which is no time".formatted(text), TimeModifier.EXAMPLES);
        }
        return time;
    }

    /// Plans a search that is written elsewhere.
    static Relation run(String spl, int at, Planning planning) {
        String text = Macros.expand(spl, planning.knowledge().macros());
        Pipeline pipeline = Pipeline.parse(text);
        return planning.within(at, () -> planning.reading(text, () -> pipeline.plan(planning)));
    }
}
