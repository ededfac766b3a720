package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.knowledge.Locations;
import ai.genops.search.knowledge.LookupTable;
import ai.genops.search.knowledge.Lookups;
import ai.genops.search.knowledge.Macro;
import ai.genops.search.plan.Rights;
import ai.genops.search.report.SearchException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Searches that people really run (see `corpus/NOTICE`), on empty data. How many can be read and run may rise but not
/// fall; the test says what the others lack.
///
/// The macros are those that come with the searches; of those that everybody defines for himself, `..._filter` lets
/// everything pass. Each lookup is there, empty, with the fields that the searches name, and so is a database of
/// places that knows none.
class CorpusTest {
    private static final int QUERIES = 479;
    private static final int READ = 479;
    private static final int RUN = 477;

    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"");
    private static final Pattern QUERY = Pattern.compile("\"query\": " + STRING);
    private static final Pattern DEFINITION = Pattern.compile("\"definition\": " + STRING);
    private static final Pattern NAME = Pattern.compile("\"name\": " + STRING);
    private static final Pattern ARGUMENTS = Pattern.compile("\"arguments\": \\[([^\\]]*)\\]");
    private static final Pattern FILTER = Pattern.compile("`(\\w+_filter)`");
    private static final Pattern LOOKUP = Pattern.compile("(?i)lookup\\s+((?:\\w+=\\w+\\s+)*)([\\w.]+)([^|\\]]*)");

    @Test
    void readsAndRuns() {
        List<String> queries = Texts.resource("/corpus/queries.jsonl")
                .lines()
                .map(line -> text(QUERY, line))
                .toList();
        Map<String, Macro> macros = macros(queries);
        var knowledge = new Knowledge(macros, Map.of(), Map.of(), new EmptyLookups(queries, macros));
        int read = 0;
        int run = 0;
        var missing = new TreeMap<String, Integer>();
        try (var lake = new TestLake()) {
            Search search = lake.search().with(() -> knowledge).as(new Rights(_ -> true, true, "ada", true));
            for (String query : queries) {
                String unread = problem(() -> search.checkWith(query));
                String failed = unread == null ? problem(() -> search.run(SearchRequest.of(query))) : unread;
                read += unread == null ? 1 : 0;
                run += failed == null ? 1 : 0;
                if (failed != null) {
                    String where = failed.startsWith("the search failed") ? ": " + query : "";
                    missing.merge((unread == null ? "run:  " : "read: ") + failed + where, 1, Integer::sum);
                }
            }
        }
        System.out.printf("%d queries, %d read, %d run%n", queries.size(), read, run);
        missing.forEach((what, count) -> System.out.println(count + " x " + what));
        assertThat(queries).hasSize(QUERIES);
        assertThat(read).as("read; what fails: %s", missing).isGreaterThanOrEqualTo(READ);
        assertThat(run).as("run; what fails: %s", missing).isGreaterThanOrEqualTo(RUN);
    }

    private static @Nullable String problem(Runnable work) {
        try {
            work.run();
            return null;
        } catch (SearchException e) {
            return e.getMessage() + " -- " + e.hint();
        }
    }

    private static Map<String, Macro> macros(List<String> queries) {
        var macros = new HashMap<String, Macro>();
        macros.put("drop_dm_object_name(1)", new Macro(List.of("name"), "rename $name$.* as *"));
        for (String query : queries) {
            FILTER.matcher(query)
                    .results()
                    .forEach(filter -> macros.put(filter.group(1), new Macro(List.of(), "search *")));
        }
        for (String block : Texts.resource("/corpus/macros.json").split("\n \\},?", -1)) {
            if (DEFINITION.matcher(block).find()) {
                var arguments = new ArrayList<String>();
                Matcher list = ARGUMENTS.matcher(block);
                if (list.find()) {
                    STRING.matcher(list.group(1)).results().forEach(name -> arguments.add(name.group(1)));
                }
                String name = text(NAME, block);
                boolean keyed = arguments.isEmpty() || name.endsWith(")");
                macros.put(
                        keyed ? name : "%s(%d)".formatted(name, arguments.size()),
                        new Macro(arguments, text(DEFINITION, block)));
            }
        }
        return macros;
    }

    private static String text(Pattern pattern, String json) {
        Matcher found = pattern.matcher(json);
        assertThat(found.find()).as(json).isTrue();
        return Pattern.compile("\\\\(u[0-9a-f]{4}|.)")
                .matcher(found.group(1))
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1).charAt(0)) {
                            case 'n' -> "\n";
                            case 't' -> "\t";
                            case 'r' -> "\r";
                            case 'u' ->
                                String.valueOf(
                                        (char) Integer.parseInt(escape.group(1).substring(1), 16));
                            default -> escape.group(1);
                        }));
    }

    private static final class EmptyLookups implements Lookups {
        private final Map<String, Set<String>> fields = new HashMap<>();

        EmptyLookups(List<String> queries, Map<String, Macro> macros) {
            queries.forEach(this::collect);
            macros.values().forEach(macro -> collect(macro.definition()));
        }

        private void collect(String spl) {
            LOOKUP.matcher(spl).results().forEach(found -> {
                Set<String> names = fields.computeIfAbsent(found.group(2), _ -> new TreeSet<>());
                Pattern.compile("[\\w.]+").matcher(found.group(3)).results().forEach(name -> names.add(name.group()));
            });
        }

        @Override
        public @Nullable LookupTable read(String name) {
            Set<String> names = fields.get(name);
            return names == null ? null : new LookupTable(List.copyOf(names), List.of());
        }

        @Override
        public Set<String> names() {
            return fields.keySet();
        }

        @Override
        public Locations locations(String name) {
            return _ -> null;
        }

        @Override
        public Set<String> databases() {
            return Set.of("city");
        }

        @Override
        public String refusal() {
            return "";
        }

        @Override
        public void write(String name, LookupTable table, String who) {
            assertThat(table.rows()).as(name).isEmpty();
        }
    }
}
