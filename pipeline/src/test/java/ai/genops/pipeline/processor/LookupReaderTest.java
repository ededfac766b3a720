package ai.genops.pipeline.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.expression.Surroundings;
import ai.genops.expression.Type;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import ai.genops.pipeline.lookup.LookupTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupReaderTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @Test
    void unknownColumnsNameTheNearestAndAllProblemsAreToldAtOnce() throws IOException {
        read(
                "k,price,owner\na,1,x\n",
                "type: lookup\nlookup_table: t\nmatch_field: key\nadd_fields: [prize, who: ownr, owner, owner]\ndefault_values: {prise: 1}");
        assertThat(problems.errors())
                .extracting(Problem::text)
                .containsExactlyInAnyOrder(
                        "the lookup's file has no column `prize`",
                        "the lookup's file has no column `ownr`",
                        "the field `owner` is added twice",
                        "`prise` has a default but is not among `add_fields`");
        assertThat(problems.errors())
                .extracting(Problem::hint)
                .contains("Did you mean `price`?", "Did you mean `owner`?", "Did you mean `prize`?");
    }

    @Test
    void rowsThatRepeatAKeyAreNotedWithTheirLines() throws IOException {
        read("k,v\na,1\nb,2\na,3\n", "type: lookup\nlookup_table: t\nmatch_field: key\nadd_fields: [v]");
        assertThat(problems.errors()).isEmpty();
        assertThat(problems.all())
                .extracting(Problem::text)
                .contains("in lookup `t` 1 rows have the key of an earlier one: line 4 that of line 2");
    }

    @Test
    void aLookupThatIsNotThereAndOneThatAddsNothingAreErrors() throws IOException {
        read("k,v\na,1\n", "type: lookup\nlookup_table: tt\nmatch_field: key");
        read("k,v\na,1\n", "type: geoip\ndatabase: city\nmatch_field: key\nadd_fields: [citi]");
        assertThat(problems.errors())
                .extracting(Problem::text)
                .containsExactlyInAnyOrder(
                        "there is no lookup `tt`",
                        "this adds nothing",
                        "there is no MaxMind database `city`",
                        "`citi` is nothing that is known of an address");
    }

    private void read(String csv, String processor) throws IOException {
        Files.writeString(folder.resolve("t.csv"), csv);
        var scope = new PipelineScope(LookupTables.read(folder, List.of(), problems), Surroundings.NONE, problems);
        scope.define("key", Type.ANY, Location.of("p.yaml"));
        ProcessorReaders.read(
                Section.of(
                        YamlReader.parse(processor, "p.yaml", problems),
                        "it",
                        Location.of("p.yaml"),
                        problems,
                        new Secrets(_ -> null)),
                scope);
    }
}
