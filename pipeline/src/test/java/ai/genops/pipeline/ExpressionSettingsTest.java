package ai.genops.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.load.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What expressions of a pipeline may use of the configuration around them.
class ExpressionSettingsTest {
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private ConfigFiles files;

    @BeforeEach
    void begin() throws IOException {
        files = new ConfigFiles(folder);
    }

    @Test
    void anExpressionLooksUpAndFollowsTheFile() throws IOException {
        files.write("lookups/prices.csv", "model,price\ngpt,1.10\nclaude,\n");
        Configuration configuration = reading(
                "C.Lookup('prices', 'model').match(attributes.model, 'price')",
                "C.Lookup('prices').match('gpt', 'price')",
                "C.LookupIgnoreCase('prices').match('GPT')");
        assertThat(run(configuration, "[{name: a, attributes: {model: gpt}}, {name: b, attributes: {model: claude}}]"))
                .containsExactly("1.10 1.10 true", "undefined 1.10 true");
        change("lookups/prices.csv", "price,model\n3,claude\n");
        configuration.lookups().refresh(LATER);
        assertThat(run(configuration, "[{name: b, attributes: {model: claude}}]"))
                .containsExactly("3 undefined false");
    }

    @Test
    void addressesAndPatternsAreMatchedAsTheFunctionSays() throws IOException {
        files.write("lookups/sites.csv", "network,site\n10.0.0.0/8,office\n10.1.0.0/16,lab\n");
        files.write("lookups/teams.csv", "pattern,team\n^svc-ai-,ai\n.,other\n");
        Configuration configuration = reading(
                "C.LookupCIDR('sites', 'network').match(attributes.ip, 'site')",
                "C.LookupRegex('teams', 'pattern').match(name, 'team')",
                "C.Lookup('sites', 'site').match('lab', ['network', 'site'])");
        assertThat(run(
                        configuration,
                        "[{name: svc-ai-1, attributes: {ip: 10.1.2.3}}, {name: x, attributes: {ip: no}}]"))
                .containsExactly("lab ai 10.1.0.0/16,lab", "undefined other 10.1.0.0/16,lab");
    }

    @Test
    void aRowThatIsValidForATimeIsFoundByTheEventsTime() throws IOException {
        files.write("lookups/rates.csv", "k,rate,from\nx,old,2020-01-01\nx,new,2040-01-01\n");
        files.write("lookups/rates.yaml", "{id: rates, file: rates.csv, valid_from: from}\n");
        Configuration configuration = reading("C.Lookup('rates', 'k').match('x', 'rate')");
        assertThat(run(configuration, "[{name: a}]")).containsExactly("old");
    }

    @Test
    void aTableThatCannotBeSearchedLikeThatIsAnErrorWithItsPlace() throws IOException {
        files.write("lookups/t.csv", "k,v\nnowhere,1\n");
        reading("C.LookupCIDR('t', 'k').match(name)", "C.Lookup('tt', 'k').match(name)");
        assertThat(files.problems.errors())
                .extracting(problem -> problem.at() + " " + problem.text())
                .containsExactly(
                        "pipelines/p.yaml:5:12 the lookup `t` cannot be used by `C.LookupCIDR`: line 2: `nowhere` is no network; write 10.0.0.0/8, 2001:db8::/32 or one address",
                        "pipelines/p.yaml:6:21 there is no lookup `tt`; did you mean `t`?");
    }

    @Test
    void variablesOfTheEnvironmentAreSeenIfTheyAreListed() throws IOException {
        files.write(
                "server.yaml",
                "expressions:\n  environment: [REGION]\n  variables: {factor: 2, team: ai, strict: true}\n");
        Configuration configuration = reading("C.env.REGION", "C.vars.factor * 3 + C.vars.team", "C.vars.strict");
        assertThat(run(configuration, "[{name: a}]")).containsExactly("eu 6ai true");
    }

    @Test
    void secretsVariablesThatAreNotSetAndBlocksAreRefused() throws IOException {
        files.write(
                "server.yaml",
                "expressions:\n  environment: [DB_PASSWORD, STAGE]\n  variables: {list: [1]}\n  extra: 1\n");
        reading("C.env.REGION");
        assertThat(files.problems.errors())
                .extracting(problem -> problem.text())
                .containsExactly(
                        "`C.env.REGION` is not known: the configuration lets expressions read no environment variable of that name",
                        "`DB_PASSWORD` is named like a secret, and what expressions read can end up in events",
                        "the environment variable `STAGE` is not set",
                        "the variable `list` must be a text, a number, true or false",
                        "`extra` is not known here");
        assertThat(files.problems.all().toString()).doesNotContain("hidden");
    }

    /// A pipeline that sets `a`, `b`, ... to the expressions.
    private Configuration reading(String... expressions) throws IOException {
        var yaml = new StringBuilder("id: p\nprocessors:\n  - type: eval\n    expressions:\n");
        for (int i = 0; i < expressions.length; i++) {
            yaml.append("      - ")
                    .append((char) ('a' + i))
                    .append(": ")
                    .append(expressions[i])
                    .append('\n');
        }
        String sum = "abc".substring(0, expressions.length).replaceAll("(?<=.)(?=.)", " + ' ' + ");
        yaml.append("  - {type: eval, expressions: [{all: \"").append(sum).append("\"}]}\n");
        yaml.append("routes: [{name: r, destination: out}]\n");
        return files.write("pipelines/p.yaml", yaml.toString()).read();
    }

    private List<String> run(Configuration configuration, String events) {
        assertThat(files.problems.errors()).isEmpty();
        var out = (Captured) Objects.requireNonNull(configuration.destinations().get("out"));
        out.lines.clear();
        TestEvents.through(configuration.pipelines(), events);
        return out.lines.stream()
                .map(line -> line.replaceAll(".*\"all\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private void change(String name, String text) throws IOException {
        FileTime before = Files.getLastModifiedTime(folder.resolve(name));
        files.write(name, text);
        Files.setLastModifiedTime(folder.resolve(name), FileTime.fromMillis(before.toMillis() + 1000));
    }
}
