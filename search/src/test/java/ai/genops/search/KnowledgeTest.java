package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.knowledge.Locations;
import ai.genops.search.knowledge.LookupTable;
import ai.genops.search.knowledge.Lookups;
import ai.genops.search.knowledge.Macro;
import ai.genops.search.knowledge.SavedSearch;
import ai.genops.search.plan.Rights;
import ai.genops.search.report.SearchException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Macros, saved searches, data models and lookups.
class KnowledgeTest {
    private static final TestLake LAKE = new TestLake().add("genops_ai", """
            [{"_time": "2026-03-10T08:00:00", "sourcetype": "s", "fields": {"n": 1, "team": "a", "m": "gpt"}},
             {"_time": "2026-03-10T08:00:01", "fields": {"n": 2, "team": "b", "m": "other"}}]
            """);

    /// As MaxMind's test database of cities has them.
    private static final Map<String, Map<?, ?>> PLACES = Map.of(
            "216.160.83.56",
                    Map.of(
                            "city", Map.of("names", Map.of("en", "Milton", "ru", "Мильтон")),
                            "continent",
                                    Map.of("code", "NA", "names", Map.of("en", "North America", "es", "Norteamérica")),
                            "country",
                                    Map.of(
                                            "iso_code",
                                            "US",
                                            "names",
                                            Map.of("en", "United States", "es", "Estados Unidos")),
                            "location",
                                    Map.of(
                                            "latitude",
                                            47.2513,
                                            "longitude",
                                            -122.3149,
                                            "metro_code",
                                            819,
                                            "time_zone",
                                            "America/Los_Angeles"),
                            "subdivisions", List.of(Map.of("iso_code", "WA", "names", Map.of("en", "Washington")))),
            "2001:218::1", Map.of("country", Map.of("iso_code", "JP", "names", Map.of("en", "Japan"))));

    private final Map<String, LookupTable> tables = new HashMap<>(Map.of(
            "prices",
            new LookupTable(
                    List.of("model", "price", "unit"),
                    List.of(List.of("gpt", "2.5", "usd"), Arrays.asList("mini", null, "eur"))),
            "many",
            new LookupTable(List.of("k", "v"), List.of(List.of("gpt", "x"), List.of("gpt", "y")))));
    private final Map<String, Locations> databases = new HashMap<>(Map.of("city", PLACES::get));
    private boolean writable = true;

    private final Search search = LAKE.search()
            .as(new Rights(_ -> true, true, "ada", true))
            .with(() -> new Knowledge(
                    Map.of(
                            "base", new Macro(List.of(), "index=genops_ai"),
                            "pair(2)", new Macro(List.of("a", "b"), "| makeresults | eval x=\"$a$ $b$\" | table x"),
                            "team(1)", new Macro(List.of("t"), "`base` team=\"$t$\""),
                            "loop", new Macro(List.of(), "`loop`")),
                    Map.of(
                            "Teams",
                            SavedSearch.of("`base` team=$t$ | table n"),
                            "First",
                            new SavedSearch("index=genops_ai | table n", "", "0", "2026-03-10T08:00:01Z")),
                    Map.of("Costs", "index=genops_ai | rename m AS Costs.model"),
                    new Tables()));

    @AfterAll
    static void close() {
        LAKE.close();
    }

    private final class Tables implements Lookups {
        @Override
        public @Nullable LookupTable read(String name) {
            return tables.get(name);
        }

        @Override
        public Set<String> names() {
            return tables.keySet();
        }

        @Override
        public @Nullable Locations locations(String name) {
            return databases.get(name);
        }

        @Override
        public Set<String> databases() {
            return databases.keySet();
        }

        @Override
        public String refusal() {
            return writable ? "" : "lookups cannot be written here";
        }

        @Override
        public void write(String name, LookupTable table, String who) {
            if (name.equals("locked")) {
                throw new IllegalArgumentException("it is locked for " + who);
            }
            tables.put(name, table);
        }
    }

    private String rows(String spl) {
        return Texts.of(new JsonWriter(), search.run(SearchRequest.of(spl))).strip();
    }

    private SearchException error(String spl) {
        SearchException error = catchThrowableOfType(SearchException.class, () -> search.run(SearchRequest.of(spl)));
        assertThat(error).as(spl).isNotNull();
        return error;
    }

    @Nested
    class Macros {
        @Test
        void standForTheirTextWithArguments() {
            assertThat(rows("`team(b)` | table n")).isEqualTo("{\"n\":2}");
            assertThat(rows("`team(\"a\")` | table n")).isEqualTo("{\"n\":1}");
        }

        @Test
        void areOnlyTextInQuotesAndComments() {
            assertThat(rows("| makeresults ```no `macro` here``` | eval x=\"`base`\" | table x"))
                    .isEqualTo("{\"x\":\"`base`\"}");
        }

        @Test
        void anUnknownOneIsNamedWithTheNearest() {
            assertThat(error("`bse` | stats count").report()).isEqualTo("""
                    line 1, column 1: there is no macro `bse`
                      `bse` | stats count
                      ^
                    Did you mean `base`?""");
            assertThat(error("`team(a, b)`")).hasMessage("there is no macro `team` with 2 arguments");
        }

        @Test
        void aValueThatLooksLikeAnArgumentStaysAsItIs() {
            assertThat(rows("`pair($b$, 1)`")).isEqualTo("{\"x\":\"$b$ 1\"}");
        }

        @Test
        void otherNumbersOfArgumentsAreToldWithThoseThereAre() {
            assertThat(error("`pair(a)`").hint()).isEqualTo("`pair` takes 2.");
        }

        @Test
        void oneThatNamesItselfEnds() {
            assertThat(error("`loop`")).hasMessage("macros nested more than 20 deep");
        }
    }

    @Nested
    class LookupCommands {
        @Test
        void aRowsValuesComeByItsKey() {
            assertThat(rows("index=genops_ai | lookup prices model AS m OUTPUT price AS p | table n p"))
                    .isEqualTo("{\"n\":2}\n{\"n\":1,\"p\":\"2.5\"}");
            assertThat(rows("index=genops_ai n=1 | lookup prices model AS m | table price unit"))
                    .isEqualTo("{\"price\":\"2.5\",\"unit\":\"usd\"}");
        }

        @Test
        void outputReplacesAndOutputnewFills() {
            String spl = "index=genops_ai | eval unit=\"own\" | lookup prices model AS m %s unit | table n unit";
            assertThat(rows(spl.formatted("OUTPUT")))
                    .isEqualTo("{\"n\":2,\"unit\":\"own\"}\n{\"n\":1,\"unit\":\"usd\"}");
            assertThat(rows(spl.formatted("OUTPUTNEW")))
                    .isEqualTo("{\"n\":2,\"unit\":\"own\"}\n{\"n\":1,\"unit\":\"own\"}");
        }

        @Test
        void severalRowsGiveSeveralValues() {
            assertThat(rows("index=genops_ai n=1 | lookup many k AS m OUTPUT v | table v"))
                    .isEqualTo("{\"v\":[\"x\",\"y\"]}");
        }

        /// Splunk, Search Reference, `lookup`: of a multivalue field each value is looked up.
        @Test
        void severalValuesOfAFieldAreAllLookedUp() {
            String spl =
                    "| makeresults | eval m=split(\"mini,none,gpt\", \",\"), k=m | lookup prices model AS m OUTPUT unit"
                            + " | lookup many k OUTPUT v | table unit v";
            assertThat(rows(spl)).isEqualTo("{\"unit\":[\"eur\",\"usd\"],\"v\":[\"x\",\"y\"]}");
            String none = "| makeresults | eval m=split(\"a,b\", \",\") | lookup prices model AS m | table price unit";
            assertThat(rows(none)).isEqualTo("{}");
            String two = "| makeresults | eval m=split(\"mini,gpt\", \",\"), u=\"usd\""
                    + " | lookup prices model AS m unit AS u OUTPUT price | table price";
            assertThat(rows(two)).isEqualTo("{\"price\":[\"2.5\"]}");
        }

        @Test
        void inputlookupFilters() {
            assertThat(rows("| inputlookup prices.csv where price>2 | table model"))
                    .isEqualTo("{\"model\":\"gpt\"}");
            assertThat(rows("| inputlookup prices where NOT price=* | fields model"))
                    .isEqualTo("{\"model\":\"mini\"}");
        }

        @Test
        void outputlookupWritesAndAppends() {
            assertThat(rows("index=genops_ai | sort n | table n team | outputlookup teams"))
                    .isEqualTo("{\"n\":1,\"team\":\"a\"}\n{\"n\":2,\"team\":\"b\"}");
            rows("| makeresults | eval team=\"c\", x=1 | table team x | outputlookup append=true teams");
            assertThat(rows("| inputlookup teams")).isEqualTo("""
                    {"n":"1","team":"a"}
                    {"n":"2","team":"b"}
                    {"team":"c","x":"1"}""");
        }

        @Test
        void nothingIsWrittenByAQueryThatIsWrong() {
            error("| makeresults | outputlookup wrong | where nosuch(1)");
            assertThat(tables).doesNotContainKey("wrong");
        }

        @Test
        void whatCannotBeWrittenIsRefused() {
            writable = false;
            assertThat(error("| makeresults | outputlookup t").report()).isEqualTo("""
                    line 1, column 30: lookups cannot be written here
                      | makeresults | outputlookup t
                                                   ^
                    Put the file among the lookups instead.""");
        }

        @Test
        void whoMayNotWriteIsRefusedAndSoIsWhatCannotBe() {
            String spl = "| makeresults | eval x=1 | table x | outputlookup t";
            SearchException refused = catchThrowableOfType(
                    SearchException.class, () -> search.as(Rights.ALL).run(SearchRequest.of(spl)));
            assertThat(refused).hasMessage("who searches may not write lookups");
            assertThat(tables).doesNotContainKey("t");
            assertThat(error("| makeresults | outputlookup locked"))
                    .hasMessage("lookup `locked` is as it was: it is locked for ada");
        }

        @Test
        void wrongNamesAreToldWithTheNearest() {
            assertThat(error("| inputlookup price").hint()).isEqualTo("Did you mean `prices`?");
            SearchException error = error("index=genops_ai | lookup prices modl");
            assertThat(error).hasMessage("lookup `prices` has no field `modl`");
            assertThat(error.hint()).isEqualTo("Did you mean `model`?");
        }
    }

    /// Splunk, Search Reference, `iplocation`.
    @Nested
    class Iplocation {
        private static final String ADDRESSES =
                "| makeresults format=csv data=\"ip\n216.160.83.56\n10.0.0.1\n2001:218::1\nhere\n\"";

        @Test
        void addsWhereAnAddressIsAndNothingToOthers() {
            assertThat(rows(ADDRESSES + " | iplocation ip")).isEqualTo("""
                    {"ip":"216.160.83.56","City":"Milton","Country":"United States","Region":"Washington","lat":47.2513,"lon":-122.3149}
                    {"ip":"10.0.0.1"}
                    {"ip":"2001:218::1","Country":"Japan"}
                    {"ip":"here"}""");
        }

        @Test
        void allFieldsComeUnderAPrefix() {
            assertThat(rows("| makeresults | eval ip=\"216.160.83.0/24\", x_City=\"Y\" | table ip x_City"
                            + " | iplocation prefix=x_ allfields=true ip"))
                    .isEqualTo("{\"ip\":\"216.160.83.0/24\",\"x_City\":\"Y\"}");
            assertThat(rows("| makeresults | eval ip=\"216.160.83.56/32\", x_City=\"Y\" | table ip x_City"
                            + " | iplocation prefix=x_ allfields=true ip"))
                    .isEqualTo("{\"ip\":\"216.160.83.56/32\",\"x_City\":\"Milton\",\"x_Continent\":\"North America\","
                            + "\"x_Country\":\"United States\",\"x_MetroCode\":819,\"x_Region\":\"Washington\","
                            + "\"x_Timezone\":\"America/Los_Angeles\",\"x_lat\":47.2513,\"x_lon\":-122.3149}");
        }

        @Test
        void namesComeInTheFirstLanguageThatHasThem() {
            String spl = "| makeresults | eval ip=\"216.160.83.56\" | iplocation allfields=t lang=%s ip"
                    + " | table City Country Region Continent";
            assertThat(rows(spl.formatted("es")))
                    .isEqualTo("{\"City\":\"Milton\",\"Country\":\"Estados Unidos\",\"Region\":\"Washington\","
                            + "\"Continent\":\"Norteamérica\"}");
            assertThat(rows(spl.formatted("ru,es"))).contains("Мильтон", "Estados Unidos");
            assertThat(rows(spl.formatted("code")))
                    .isEqualTo("{\"City\":\"Milton\",\"Country\":\"US\",\"Region\":\"WA\",\"Continent\":\"NA\"}");
        }

        @Test
        void eventsKeepTheirOrderAndOtherFields() {
            assertThat(rows("index=genops_ai | eval ip=if(n=1, \"2001:218::1\", \"127.0.0.1\") | iplocation ip"
                            + " | table n Country team"))
                    .isEqualTo("{\"n\":2,\"team\":\"b\"}\n{\"n\":1,\"Country\":\"Japan\",\"team\":\"a\"}");
        }

        @Test
        void oneOfSeveralDatabasesIsNamed() {
            databases.put("asn", _ -> Map.of("autonomous_system_number", 1));
            SearchException several = error(ADDRESSES + " | iplocation ip");
            assertThat(several).hasMessage("there are several databases: asn, city");
            assertThat(several.hint()).isEqualTo("Name one: iplocation lookup=asn ip");
            assertThat(rows("| makeresults | eval ip=\"2001:218::1\" | iplocation lookup=city ip | table Country"))
                    .isEqualTo("{\"Country\":\"Japan\"}");
            assertThat(error(ADDRESSES + " | iplocation lookup=citi ip").hint()).isEqualTo("Did you mean `city`?");
        }

        @Test
        void withoutADatabaseItIsToldHowThereIsOne() {
            databases.clear();
            SearchException error = error("| makeresults | eval ip=\"1.1.1.1\" | iplocation ip");
            assertThat(error).hasMessage("there is no database of where IP addresses are");
            assertThat(error.hint()).contains("GeoLite2-City.mmdb", "lookups/");
        }

        @Test
        void whatCannotBeLookedUpIsRefusedAtItsPlace() {
            SearchException option = error("| makeresults | iplocation prefx=x ip");
            assertThat(option).hasMessage("`iplocation` has no option `prefx`");
            assertThat(option.hint()).isEqualTo("Did you mean `prefix`?");
            assertThat(option.column()).isEqualTo(28);
            assertThat(error("| makeresults | iplocation allfields=t"))
                    .hasMessageContaining("a field with IP addresses");
            assertThat(error("| makeresults | eval ip=split(\"a,b\", \",\") | iplocation ip"))
                    .hasMessage("`ip` has several values");
            assertThat(error("| makeresults count=50001 | streamstats count as ip | iplocation ip"))
                    .hasMessage("`ip` has more than 50,000 different values");
            assertThat(error("| makeresults | selfjoin maxi=1 ip").hint()).isEqualTo("Did you mean `max`?");
        }
    }

    @Nested
    class Searches {
        @Test
        void aSavedSearchTakesArguments() {
            assertThat(rows("| savedsearch Teams t=b")).isEqualTo("{\"n\":2}");
            assertThat(error("| savedsearch Team").hint()).isEqualTo("Did you mean `Teams`?");
        }

        @Test
        void aSavedSearchCoversItsOwnTimeUnlessOneIsAsked() {
            assertThat(rows("| savedsearch First")).isEqualTo("{\"n\":1}");
            var asked = SearchRequest.of("| savedsearch First").between("2026-03-10T08:00:01Z", "now");
            assertThat(Texts.of(new JsonWriter(), search.run(asked)).strip()).isEqualTo("{\"n\":2}");
        }

        @Test
        void substitutionCanBeSwitchedOff() {
            assertThat(rows("| savedsearch Teams nosubstitution=true t=b")).isEmpty();
        }

        @Test
        void tstatsCountsEventsAndDataModels() {
            assertThat(rows("| tstats count where index=genops_ai by team")).isEqualTo("""
                    {"team":"a","count":1}
                    {"team":"b","count":1}""");
            assertThat(rows("| tstats max(n) as most from datamodel=Costs where Costs.model=gpt by Costs.model"))
                    .isEqualTo("{\"Costs.model\":\"gpt\",\"most\":1}");
        }

        @Test
        void aDataModelThatIsNotThereHoldsNothingAndIsSaid() {
            Result result = search.run(SearchRequest.of("| tstats count from datamodel=Cost by team"));
            assertThat(result.rows()).isEmpty();
            assertThat(result.messages().toString()).contains("no data model `Cost`; did you mean `Costs`?");
        }

        @Test
        void aSubsearchHasItsOwnTime() {
            assertThat(rows(
                            "index=genops_ai earliest=-1d [search index=genops_ai earliest=03/10/2026:08:00:01 | fields team]"
                                    + " | table n"))
                    .isEqualTo("{\"n\":2}");
            assertThat(rows("index=genops_ai | where n=[search index=genops_ai team=b | return $n] | table team"))
                    .isEqualTo("{\"team\":\"b\"}");
        }

        @Test
        void appendKeepsEventsOpen() {
            assertThat(rows("index=genops_ai n=1 | append [search index=genops_ai n=2] | stats values(team)"))
                    .isEqualTo("{\"values(team)\":[\"a\",\"b\"]}");
            assertThat(rows("| multisearch [search index=genops_ai n=1] [search index=genops_ai n=2] | table n"))
                    .isEqualTo("{\"n\":2}\n{\"n\":1}");
        }

        @Test
        void aValueInMapStaysAValue() {
            assertThat(rows(
                            "| makeresults | eval u=\"x\\\" | eval hacked=\\\"1\" | map search=\"| makeresults | eval who=$u$\""
                                    + " | table who hacked"))
                    .isEqualTo("{\"who\":\"x\\\" | eval hacked=\\\"1\"}");
        }

        @Test
        void metadataListsHosts() {
            assertThat(rows("| metadata type=sourcetypes index=genops_ai | table sourcetype totalCount"))
                    .isEqualTo("{\"sourcetype\":\"s\",\"totalCount\":1}");
        }
    }

    @Nested
    class Refusals {
        @Test
        void nameWhatToUseInstead() {
            SearchException error = error("index=genops_ai | outputcsv costs");
            assertThat(error.report()).isEqualTo("""
                    line 1, column 19: `outputcsv` is not available here
                      index=genops_ai | outputcsv costs
                                        ^
                    Write the result with --output csv, or through the search API.""");
        }

        @Test
        void whatNobodyTakesIsNotCollected() {
            assertThat(error("index=genops_ai | collect index=summary")).hasMessage("no index can be written here");
        }

        @Test
        void areFoundByACheck() {
            assertThat(catchThrowableOfType(SearchException.class, () -> Search.check("| dbinspect index=a")))
                    .hasMessage("`dbinspect` is not available here");
        }

        @Test
        void expressionsThatLookAheadHaveTheirPlace() {
            SearchException error = error("index=genops_ai | rex \"a(?=b)(?<x>.)\"");
            assertThat(error.column()).isEqualTo(23);
            assertThat(error).hasMessageContaining("(?=");
        }

        @Test
        void searchesInSearchesEnd() {
            String deep = "index=genops_ai " + "[search index=genops_ai ".repeat(12) + "]".repeat(12);
            assertThat(error(deep)).hasMessage("searches nested more than 10 deep");
        }
    }
}
