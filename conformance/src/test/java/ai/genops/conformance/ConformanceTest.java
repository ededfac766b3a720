package ai.genops.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConformanceTest {
    private static List<Unit> read(String resource) throws IOException {
        List<Unit> units = new ArrayList<>();
        try (var in = Objects.requireNonNull(ConformanceTest.class.getResourceAsStream("/conformance/" + resource))) {
            new SpanReader(units::add).read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        }
        return units;
    }

    private static List<Unit> readText(String text) throws IOException {
        List<Unit> units = new ArrayList<>();
        new SpanReader(units::add).read(new BufferedReader(new StringReader(text)));
        return units;
    }

    /** Each span is named after the one clause that it breaks. */
    @Test
    void everyPlantedViolationIsFoundAndNothingElse() throws IOException {
        List<Unit> planted = read("planted.ndjson");
        assertThat(planted).hasSizeGreaterThanOrEqualTo(30);
        for (Unit unit : planted) {
            Conformance conformance = new Conformance();
            conformance.check(unit);
            assertThat(conformance.violations().stream().map(Violation::clause).collect(Collectors.toSet()))
                    .as(unit.name() + " " + conformance.violations())
                    .containsExactly(unit.name());
            assertThat(conformance.violations())
                    .allMatch(one -> !one.advice().isBlank() && !one.found().isBlank());
        }
    }

    @Test
    void whatConformsHasNoViolations() throws IOException {
        Conformance conformance = new Conformance();
        read("conforming.json").forEach(conformance::check);
        assertThat(conformance.violations()).isEmpty();
        assertThat(conformance.units()).isEqualTo(3);
        assertThat(conformance.others()).isEqualTo(1);
    }

    @Test
    void whereTheSourceHasNoEventsNothingIsConcludedFromTheirAbsence() throws IOException {
        Conformance conformance = new Conformance();
        Unit unit = read("conforming.json").get(0);
        Unit bare = new Unit(
                unit.traceId(), unit.spanId(), unit.name(), unit.attributes(), unit.repeated(), List.of(), false);
        conformance.check(bare);
        assertThat(conformance.violations()).isEmpty();
    }

    @Test
    void ownLinesAreReadToo() throws IOException {
        List<Unit> units = readText("""
                {"_time":1.5,"kind":"span","name":"x","trace_id":"0000000000000000000000000000000a",\
                "span_id":"000000000000000b","attributes":{"genops.team":"t","genops.cost.total":0.5},"resource":{},\
                "events":[{"name":"genops.cost.calculated","time":1754000000.000000001,"attributes":{"a":true}}]}
                """);
        assertThat(units.get(0).number("genops.cost.total")).isEqualByComparingTo("0.5");
        assertThat(units.get(0).events().get(0).nanos()).isEqualTo(1754000000000000001L);
    }

    @Test
    void whatIsNoSpanIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> readText("{\"spanId\":\"1\"}\n{\"x\":1}\n"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("line 2: has neither `resourceSpans`");
        assertThatThrownBy(() -> readText("{\"spanId\":\"1\"}\n{\"x\":\n")).hasMessageStartingWith("line 2: ");
        assertThatThrownBy(() -> readText("no json")).isInstanceOf(IOException.class);
    }
}
