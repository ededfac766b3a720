package ai.genops.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SectionTest {
    private final Problems problems = new Problems();

    @Test
    void keysAreFoundWhateverTheirSpelling() {
        Section section = section("Max Request Size: 10 MB\nKeep-Alive: enabled\nflush_interval: 10s\n");
        assertThat(section.bytes("max_request_size", 0)).isEqualTo(10_000_000);
        assertThat(section.flag("keep_alive", false)).isTrue();
        assertThat(section.duration("FlushInterval", Duration.ZERO)).hasSeconds(10);
        section.finish();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void remarksInBracketsAreNotPartOfAnAmountOrAChoice() {
        Section section = section("action: Block (apply backpressure)\ncount: 3 (a day)\n");
        assertThat(section.choice("action", "", List.of("block", "drop_oldest")))
                .isEqualTo("block");
        assertThat(section.integer("count", 0, 0, 9)).isEqualTo(3);
    }

    @Test
    void everyProblemIsToldWithItsPlace() {
        Section section = section("rate: high\nsize: 10 parsecs\nlist: {a: 1}\nunknwon: 1\n");
        section.number("rate", 0);
        section.bytes("size", 0);
        section.texts("list");
        section.text("needed");
        section.text("unknown", "");
        section.finish();
        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly(
                        "f.yaml:1:1: `needed` is missing\n    Add `needed: ...` to this block.",
                        "f.yaml:1:7: `rate` must be a number, is `high`",
                        "f.yaml:2:7: `size` must be a size such as `10 MB`, is `10 parsecs`",
                        "f.yaml:3:7: `list` must be a list, is a block",
                        "f.yaml:4:1: `unknwon` is not known here\n    Did you mean `unknown`?");
    }

    @Test
    void scalarsHaveTheTypeTheyAreWrittenIn() {
        assertThat(section("v: {a: free, b: 50.00, c: \"7\", d: true, e: yes, f: 3}")
                        .values("v"))
                .isEqualTo(Map.of("a", "free", "b", 50.0, "c", "7", "d", true, "e", "yes", "f", 3L));
    }

    @Test
    void theTextOfABlockKnowsWhereItStands() {
        Section section = section("a: x\nexpression: |\n\n  one &&\n  two\nquoted: \"text\"\n");
        Yaml.Scalar block = (Yaml.Scalar) Objects.requireNonNull(section.find("expression"));
        Yaml.Scalar quoted = (Yaml.Scalar) Objects.requireNonNull(section.find("quoted"));
        assertThat(block.textAt()).hasToString("f.yaml:4:3");
        assertThat(block.textAt().within(2, 1)).hasToString("f.yaml:5:3");
        assertThat(quoted.textAt()).hasToString("f.yaml:6:10");
    }

    @Test
    void brokenYamlAndRepeatedKeysAreProblems() {
        assertThat(YamlReader.parse("a: [1, 2", "f.yaml", problems)).isNull();
        YamlReader.parse("a: 1\na: 2\n", "g.yaml", problems);
        assertThat(problems.errors())
                .extracting(problem -> problem.at().toString())
                .containsExactly("f.yaml:1:9", "g.yaml:2:1");
    }

    @Nested
    class References {
        @Test
        void aVariableIsReadFromTheEnvironment() {
            Section section = section("key: \"Bearer ${TOKEN}\"\nother: ${MISSING}\n");
            assertThat(section.secret("key")).isEqualTo(new Secret("Bearer s3cret", ""));
            assertThat(section.secret("key")).hasToString("***");
            assertThat(section.secret("other").missing()).isEqualTo("MISSING is not set");
        }

        @Test
        void whatDocumentationPutsThereIsNoSecret() {
            for (String example : List.of(
                    "<generate-secure-token>",
                    "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXX",
                    "arn:aws:iam::123456789012:role/Writer",
                    "your-hec-token",
                    "YOUR_TOKEN",
                    "https://splunk.example.com:8088",
                    "https://splunk.company.com:8088/services/collector")) {
                assertThat(section("key: " + example).secret("key").isPresent())
                        .as(example)
                        .isFalse();
            }
            assertThat(section("key: https://hec.acme.io").secret("key").isPresent())
                    .isTrue();
        }
    }

    @Test
    void amountsHaveUnits() {
        assertThat(Units.duration("2555 days")).hasDays(2555);
        assertThat(Units.duration("7 years")).hasDays(7 * 365);
        assertThat(Units.duration("10 minutes")).hasMinutes(10);
        assertThat(Units.duration("1.5s")).hasMillis(1500);
        assertThat(Units.duration("soon")).isNull();
        assertThat(Units.bytes("500 MB")).isEqualTo(500_000_000L);
        assertThat(Units.bytes("1 MiB")).isEqualTo(1L << 20);
        assertThat(Units.bytes("-1")).isNull();
    }

    private Section section(String yaml) {
        Yaml value = YamlReader.parse(yaml, "f.yaml", problems);
        var secrets = new Secrets(Map.of("TOKEN", "s3cret")::get);
        return Section.of(value, "it", Location.of("f.yaml"), problems, secrets);
    }
}
