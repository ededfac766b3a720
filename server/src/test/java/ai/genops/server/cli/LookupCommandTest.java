package ai.genops.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `genops lookup`, without a server.
class LookupCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void configure() throws IOException {
        write("teams.csv", "team,lead\nnlp,ada\nnlp,grace\nvision,alan\n");
        write("teams.yaml", "id: teams\nfile: teams.csv\nkey_field: team\nmatches: all\n");
        write("zones.csv", "network,zone\n10.0.0.0/8,internal\n10.1.0.0/16,berlin\n");
        write("zones.yaml", "id: zones\nfile: zones.csv\nkey_field: network\nmatch_type: cidr\n");
        write("errors.csv", "pattern,reason\n^rate limit,throttled\n");
        write("errors.yaml", "id: errors\nfile: errors.csv\nkey_field: pattern\nmatch_type: regex\n");
        write("prices.csv", "provider,model,since,price\nopenai,gpt,,0.06\nopenai,gpt,2025-01-01,0.03\n");
        write(
                "prices.yaml",
                "id: prices\nfile: prices.csv\nkey_field: [provider, model]\nmatch_type: PREFIX(model)\nvalid_from: since\n");
    }

    @Test
    void tablesAreListedWithTheirColumns() {
        Cli listed = lookup("list");
        assertThat(listed.code()).isZero();
        assertThat(listed.out())
                .containsPattern("teams +3 +\\S+Z +unused +teams.csv: team, lead")
                .containsPattern("prices +2 ");
        assertThat(lookup("list", "--json").out().lines())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("{\"id\":\"zones\",\"state\":\"unused\",\"rows\":2,")
                        && line.endsWith("\"columns\":[\"network\",\"zone\"]}"));
    }

    @Test
    void aBrokenFileIsListedAndIsAnExitCode() throws IOException {
        write("bad.json", "{");
        Cli listed = lookup("list");
        assertThat(listed.code()).isEqualTo(1);
        assertThat(listed.out()).containsPattern("bad +broken +see genops check");
        assertThat(lookup("get", "bad", "x").code()).isEqualTo(2);
    }

    @Test
    void keysFindWhatAProcessorWouldFind() {
        assertThat(lookup("get", "teams", "nlp", "--json").out())
                .isEqualTo("{\"team\":\"nlp\",\"lead\":\"ada\"}\n{\"team\":\"nlp\",\"lead\":\"grace\"}\n");
        assertThat(lookup("get", "zones", "10.1.2.3").out()).contains("zone     berlin");
        assertThat(lookup("get", "errors", "rate limit reached").out()).contains("reason   throttled");
        assertThat(lookup("get", "prices", "openai", "gpt-4", "--at", "2024-12-31", "--json")
                        .out())
                .contains("\"price\":0.06");
        assertThat(lookup("get", "prices", "openai", "gpt-4", "--at", "2025-01-01T01:00:00+01:00", "--json")
                        .out())
                .contains("\"price\":0.03");
    }

    @Test
    void nothingFoundIsAnExitCodeOfItsOwn() {
        Cli none = lookup("get", "teams", "law");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.out()).isEqualTo("nothing found\n");
        assertThat(lookup("get", "teams", "law", "--json").out()).isEmpty();
    }

    @Test
    void whatCannotBeAskedIsTold() {
        Cli unknown = lookup("get", "team", "nlp");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no lookup `team`", "teams");
        assertThat(lookup("get", "prices", "openai").err())
                .contains("the key of `prices` is [provider, model]: 1 values cannot match it");
        assertThat(lookup("get", "prices", "openai", "gpt", "--at", "soon").err())
                .contains("`--at soon` is no time");
    }

    private Cli lookup(String... arguments) {
        var all = new java.util.ArrayList<String>();
        all.add("lookup");
        all.addAll(java.util.List.of(arguments));
        all.addAll(java.util.List.of("--config", folder.toString()));
        return Cli.run(all.toArray(String[]::new));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve("lookups").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
