package ai.genops.server.knowledge;

import ai.genops.pipeline.config.ConfFile.Setting;
import ai.genops.pipeline.config.ConfFile.Stanza;
import ai.genops.pipeline.config.Problems;
import ai.genops.search.Search;
import ai.genops.search.command.MacroCheck;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.knowledge.Lookups;
import ai.genops.search.knowledge.Macro;
import ai.genops.search.knowledge.SavedSearch;
import ai.genops.search.report.SearchException;
import ai.genops.search.spl.TimeModifier;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads stanzas of savedsearches.conf, of which `search`, `description`, `dispatch.earliest_time`,
/// `dispatch.latest_time` and `disabled` count (Splunk, Admin Manual, "savedsearches.conf").
final class SavedSearchReader {
    private final Map<String, Macro> macros;
    private final ZoneId zone;
    private final Problems problems;

    SavedSearchReader(Map<String, Macro> macros, ZoneId zone, Problems problems) {
        this.macros = macros;
        this.zone = zone;
        this.problems = problems;
    }

    Map<String, SavedSearch> read(Map<String, Stanza> stanzas) {
        Map<String, SavedSearch> searches = new LinkedHashMap<>();
        stanzas.forEach((name, stanza) -> {
            Setting search = stanza.settings().get("search");
            if (stanza.isSet("disabled")) {
                return;
            }
            if (search == null || search.value().isBlank()) {
                problems.error(stanza.at(), "the saved search `" + name + "` has no `search`", "Add `search = ...`.");
                return;
            }
            var saved = new SavedSearch(
                    search.value(),
                    stanza.text("description"),
                    time(stanza, "dispatch.earliest_time"),
                    time(stanza, "dispatch.latest_time"));
            check(saved, search);
            searches.put(name, saved);
            if (stanza.isSet("enableSched")) {
                problems.note(
                        stanza.at("enableSched"),
                        "`" + name + "` is not run by itself here",
                        "Write an alert with this search into alerts/.");
            }
        });
        return searches;
    }

    private void check(SavedSearch saved, Setting search) {
        List<SearchException> found = MacroCheck.problems(search.value(), macros);
        found.forEach(problem -> error(search, problem));
        if (!found.isEmpty() || saved.isUnfinished()) {
            return;
        }
        try {
            Search.check(search.value(), new Knowledge(macros, Map.of(), Map.of(), Lookups.NONE));
        } catch (SearchException e) {
            boolean whole = search.value().indexOf('`') < 0; // else its places are those of another text
            problems.error(
                    whole ? search.place(e.line(), e.column()) : search.at(), "`search`: " + e.getMessage(), hint(e));
        }
    }

    private void error(Setting search, SearchException problem) {
        problems.error(
                search.place(problem.line(), problem.column()), "`search`: " + problem.getMessage(), hint(problem));
    }

    private static String hint(SearchException problem) {
        String hint = problem.hint();
        return hint == null ? "" : hint;
    }

    private @Nullable String time(Stanza stanza, String key) {
        String time = stanza.text(key);
        if (time.isEmpty()) {
            return null;
        }
        problems.require(
                TimeModifier.apply(time, Instant.EPOCH, zone) != null,
                stanza.at(key),
                "`" + key + "` is `" + time + "`, which is no time here",
                TimeModifier.EXAMPLES);
        return time;
    }
}
