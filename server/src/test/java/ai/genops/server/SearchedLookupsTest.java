package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.TestServer.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SearchedLookupsTest {
    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder);
        server.file("lookups/teams.csv", "team,owner\nsupport,ada\nsearch,\n");
        String many = IntStream.rangeClosed(1, 50_001).mapToObj(i -> i + ",x\n").collect(Collectors.joining());
        server.file("lookups/many.csv", "id,name\n" + many);
        Files.copy(
                Path.of("../pipeline/src/test/resources/ai/genops/pipeline/lookup/GeoLite2-City-Test.mmdb"),
                server.config().resolve("lookups/places.mmdb"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSearchReadsTheRowsThatPipelinesUse() {
        assertThat(search("| inputlookup teams | stats count count(owner) as owners")
                        .out())
                .contains("\"count\":2", "\"owners\":1");
        assertThat(search("| makeresults | eval team=\"support\" | lookup teams.csv team OUTPUT owner | table owner")
                        .out())
                .contains("\"owner\":\"ada\"");
    }

    @Test
    void aTableTooLargeOrUnknownIsRefusedAndNotCutOff() {
        Outcome large = search("| inputlookup many | stats count");
        assertThat(large.exitCode()).isEqualTo(2);
        assertThat(large.err()).contains("`many` has 50,001 rows");
        assertThat(search("| inputlookup team").err()).contains("teams");
    }

    @Test
    void aSearchAsksTheDatabaseOfPlacesThatPipelinesUse() {
        assertThat(search("| makeresults | eval ip=\"81.2.69.160\" | iplocation allfields=t ip"
                                + " | table City Region Country Continent Timezone")
                        .out())
                .contains("\"City\":\"London\"", "\"Region\":\"England\"", "\"Country\":\"United Kingdom\"")
                .contains("\"Continent\":\"Europe\"", "\"Timezone\":\"Europe/London\"");
        assertThat(search("| makeresults | eval ip=\"10.0.0.1\" | iplocation lookup=places.mmdb ip | table ip City lat")
                        .out()
                        .strip())
                .isEqualTo("{\"ip\":\"10.0.0.1\"}");
        assertThat(search("| makeresults | eval ip=\"10.0.0.1\" | iplocation lookup=place ip")
                        .err())
                .contains("Did you mean `places`?");
    }

    private Outcome search(String spl) {
        return TestServer.run("search", "--output", "json", "--url", server.api(), spl);
    }
}
