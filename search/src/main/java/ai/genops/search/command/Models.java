package ai.genops.search.command;

import ai.genops.search.plan.Nearest;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Condition;
import java.util.List;
import java.util.Map;

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
            planning.warn("there is no data model `%s`%s"
                    .formatted(name, nearest == null ? "" : "; did you mean `" + nearest + "`?"));
            return new Search(new Condition.All()).scan(List.of(), planning);
        }
        return run(spl, 0, planning);
    }

    static Relation saved(String name, Map<String, String> arguments, int at, Planning planning) {
        var searches = planning.knowledge().savedSearches();
        String spl = searches.get(name);
        if (spl == null) {
            String nearest = Nearest.to(name, searches.keySet());
            throw planning.error(
                    at,
                    "there is no saved search `%s`".formatted(name),
                    nearest == null ? null : "Did you mean `%s`?".formatted(nearest));
        }
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            spl = spl.replace("$" + argument.getKey() + "$", argument.getValue());
        }
        return run(spl, at, planning);
    }

    /// Plans a search that is written elsewhere.
    static Relation run(String spl, int at, Planning planning) {
        String text = Macros.expand(spl, planning.knowledge().macros());
        Pipeline pipeline = Pipeline.parse(text);
        return planning.within(at, () -> planning.reading(text, () -> pipeline.plan(planning)));
    }
}
