package ai.genops.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OverridesTest {
    private final Problems problems = new Problems();

    @Test
    void aPathReachesEveryValue() {
        Section section = apply(
                "id: p\nenabled: true\nrules:\n  - name: first\n    rate: 0.1\n",
                "pipelines.p.enabled=false",
                "pipelines.p.rules.first.rate=0.5",
                "pipelines.p.rules.0.name=renamed",
                "pipelines.p.new.deep=7");
        assertThat(section.flag("enabled", true)).isFalse();
        assertThat(section.sections("rules").getFirst().number("rate", 0)).isEqualTo(0.5);
        assertThat(section.sections("rules").getFirst().text("name")).isEqualTo("renamed");
        assertThat(section.section("new").integer("deep", 0, 0, 9)).isEqualTo(7);
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void aPathThatLeadsNowhereIsAProblem() {
        apply("id: p\nlist: [1]\n", "pipelines.q.enabled=false", "pipelines.p.list.7.x=1", "nonsense");
        assertThat(problems.errors())
                .extracting(problem -> problem.at().file())
                .containsExactly("--set nonsense", "--set pipelines.p.list.7.x=1", "--set pipelines.q.enabled=false");
    }

    private Section apply(String yaml, String... settings) {
        var overrides = Overrides.of(List.of(settings), problems);
        var block = (Yaml.Mapping) Objects.requireNonNull(YamlReader.parse(yaml, "f.yaml", problems));
        overrides.apply(List.of("pipelines", "p"), block);
        overrides.finish(problems);
        return new Section(block, problems, new Secrets(_ -> null));
    }
}
