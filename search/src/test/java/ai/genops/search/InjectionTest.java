package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.search.report.SearchException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a query says stays a value or a name: it never becomes SQL.
class InjectionTest {
    static List<String> hostile() {
        return List.of(
                "'; drop table genops_ai; --",
                "x' or '1'='1",
                "\\'",
                "'']); select 1; --",
                "{0}{1}{w}",
                "$1 ? :name @x",
                "%s%d%n",
                "/- -/ -- \n",
                "a\"b`c",
                "end of 'line'\r\n",
                "read_csv('/etc/passwd')",
                "💥'\uFFFF");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void textStaysText(String text) {
        try (var lake = lake()) {
            String quoted = '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            Result result = lake.run("| makeresults | eval x=" + quoted + ", y=len(x) | where x=" + quoted);
            assertThat(result.rows().getFirst().values().get(result.indexOf("x")))
                    .isEqualTo(new Value.Text(text));
            assertThat(lake.run("index=genops_ai a=" + quoted).rows()).isEmpty();
            lake.run("index=genops_ai " + quoted);
            lake.run("index=" + quoted);
            lake.run("| eventcount summarize=false index=" + quoted);
            lake.run("| makeresults | eval x=printf(\"%s\", " + quoted + ") | fillnull value=" + quoted);
            assertThat(lake.json("index=genops_ai | stats count")).isEqualTo("{\"count\":1}\n");
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void namesStayNames(String name) {
        try (var lake = lake()) {
            String quoted = '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            for (String spl : List.of(
                    "| table %s",
                    "| fields %s",
                    "| stats sum(%s) as %s by a",
                    "| stats count by %s",
                    "| rename a as %s | stats values(%s) by %s",
                    "| sort %s | dedup %s",
                    "| eval %s=1 | where isnotnull(a)",
                    "| timechart span=1d count by %s",
                    "| fillnull %s",
                    "| eventstats max(%s) as %s")) {
                lake.run("index=genops_ai " + spl.replace("%s", quoted));
            }
            assertThat(lake.run("index=genops_ai | rename a as " + quoted + " | table " + quoted)
                            .names())
                    .containsExactly(name);
            assertThat(lake.json("index=genops_ai | stats count")).isEqualTo("{\"count\":1}\n");
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void valuesOfEventsStayValues(String value) {
        try (var lake = new TestLake()) {
            String json = value.replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r");
            lake.add(
                    "genops_ai",
                    "[{\"_time\": \"2026-03-10T08:00:00\", \"fields\": {\"a\": \"" + json + "\", \"" + json
                            + "\": 1}}]");
            assertThat(lake.run("index=genops_ai | timechart span=1d sum(*) by a")
                            .names())
                    .contains(value);
            lake.add(
                    "metrics",
                    "[{\"_time\": \"2026-03-10T08:00:00\", \"kind\": \"metric\", \"name\": \"" + json
                            + "\", \"fields\": {\"value\": 1}}]");
            assertThat(lake.run("| mstats max(*) where index=metrics").names()).containsExactly("max(" + value + ")");
            assertThat(lake.json("| mstats max(_value) as m where index=metrics by metric_name | table m"))
                    .isEqualTo("{\"m\":1}\n");
            lake.run("index=genops_ai | stats sum(*) | fillnull");
            lake.run("index=genops_ai | table *");
            assertThat(lake.json("index=genops_ai | stats count")).isEqualTo("{\"count\":1}\n");
        }
    }

    @Test
    void theEnginesOwnFunctionsCannotBeCalled() {
        try (var lake = lake()) {
            for (String call : List.of("read_text(\"/etc/hostname\")", "getenv(\"HOME\")", "pragma_version()")) {
                assertThat(org.assertj.core.api.Assertions.catchThrowable(
                                () -> lake.run("| makeresults | eval x=" + call)))
                        .isInstanceOf(SearchException.class)
                        .hasMessageStartingWith("there is no function");
            }
        }
    }

    private static TestLake lake() {
        return new TestLake().add("genops_ai", "[{\"_time\": \"2026-03-10T08:00:00\", \"fields\": {\"a\": \"b\"}}]");
    }
}
