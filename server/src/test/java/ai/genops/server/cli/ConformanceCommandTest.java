package ai.genops.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceCommandTest {
    private static final String SPAN = """
            {"traceId":"0000000000000000000000000000000a","spanId":"000000000000000b","name":"ai.chat","attributes":[\
            {"key":"genops.team","value":{"stringValue":"%s"}},{"key":"genops.project","value":{"stringValue":"p"}},\
            {"key":"genops.environment","value":{"stringValue":"e"}},\
            {"key":"genops.operation.name","value":{"stringValue":"n"}},\
            {"key":"genops.operation.type","value":{"stringValue":"t"}},\
            {"key":"genops.spec.version","value":{"stringValue":"0.1"}},\
            {"key":"genops.policy.result","value":{"stringValue":"allowed"}},\
            {"key":"genops.accounting.reserved","value":{"doubleValue":0}},\
            {"key":"genops.accounting.actual","value":{"doubleValue":0.5}},\
            {"key":"genops.accounting.unit","value":{"stringValue":"USD"}}]}
            """;

    @TempDir
    Path folder;

    private String file(String text) throws IOException {
        Path file = folder.resolve("spans.ndjson");
        Files.writeString(file, text);
        return file.toString();
    }

    @Test
    void whatConformsExitsWithZero() throws IOException {
        Cli cli = Cli.run("conformance", file(SPAN.formatted("search")));
        assertThat(cli.code()).isZero();
        assertThat(cli.out()).contains("conforms in 1 units");
    }

    @Test
    void eachViolationSaysClauseSpanValueAndWhatToDo() throws IOException {
        Cli cli = Cli.run("conformance", file(SPAN.formatted("your-team")));
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.out())
                .contains("attribution.placeholder", "ai.chat", "genops.team = your-team", "name the real team");
        Cli json = Cli.fed(SPAN.formatted("your-team"), "conformance", "-", "--output", "json");
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.out())
                .startsWith("{\"conforms\":false,\"units\":1,\"others\":0,\"events_checked\":true,\"violations\":[{"
                        + "\"clause\":\"attribution.placeholder\"");
    }

    @Test
    void whatCannotBeCheckedExitsWithTwo() throws IOException {
        assertThat(Cli.run("conformance").code()).isEqualTo(2);
        assertThat(Cli.run("conformance", "--index", "a b").err()).contains("is `a b`");
        assertThat(Cli.run("conformance", folder.resolve("none").toString()).err())
                .contains("there is no such file");
        assertThat(Cli.run("conformance", file("{\"spanId\":\"1\"}\n")).err()).contains("there is no governed work");
        assertThat(Cli.run("conformance", file("{\"spanId\":\"1\"}\n{\"a\":1}\n"))
                        .err())
                .contains("line 2: has neither");
    }
}
