package ai.genops.pipeline.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupTablesTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @Test
    void aFileAloneDefinesALookupAndItsColumnsAreTyped() throws IOException {
        write(
                "prices.csv",
                "provider,model,price,window,note\nopenai,gpt-4,0.03,8192,a\nanthropic,opus,0.015,200000,\n");
        LookupIndex index = index("prices", List.of(), 0, 1);
        assertThat(problems.all()).isEmpty();
        assertThat(index.find(new Object[] {"openai", "gpt-4"})).containsExactly("openai", "gpt-4", 0.03, 8192L, "a");
        assertThat(index.find(new Object[] {"anthropic", "opus"}))
                .isEqualTo(new Object[] {"anthropic", "opus", 0.015, 200000L, null});
        assertThat(index.find(new Object[] {"openai", "opus"})).isNull();
    }

    @Test
    void aPathOfCriblsIsReadFromTheFolderWithANote() throws IOException {
        write("budgets.csv", "customer,tier\nAcme,gold\n");
        LookupIndex index = index(
                "b",
                List.of(
                        "id: b\ntype: csv\nfile: /opt/cribl/lookups/budgets.csv\nkey_field: customer\ncase_sensitive: false"),
                0);
        assertThat(problems.all()).hasSize(1).noneMatch(problem -> problem.isError());
        assertThat(index.find(new Object[] {"ACME"})).containsExactly("Acme", "gold");
    }

    @Test
    void aNumberFindsARowByItsText() throws IOException {
        write("codes.csv", "code,text\n5,five\n6.5,six\n");
        LookupIndex index = index("codes", List.of(), 0);
        assertThat(index.find(new Object[] {5L})).endsWith("five");
        assertThat(index.find(new Object[] {5.0})).endsWith("five");
        assertThat(index.find(new Object[] {"6.5"})).endsWith("six");
    }

    @Test
    void aChangedFileIsReadAgainAndABrokenOneLeavesTheRowsAsTheyWere() throws IOException {
        Instant start = Instant.EPOCH;
        write("t.csv", "k,v\na,1\n");
        LookupTables tables = LookupTables.read(folder, List.of(), problems);
        LookupIndex index = tables.index(Objects.requireNonNull(tables.find("t")), new int[] {0});
        tables.refresh(start);
        change("t.csv", "k,v\na,2\nb,3\n", 1);
        tables.refresh(start.plusSeconds(299));
        assertThat(index.find(new Object[] {"a"})).endsWith(1L);
        tables.refresh(start.plusSeconds(300));
        assertThat(index.find(new Object[] {"a"})).endsWith(2L);
        assertThat(index.size()).isEqualTo(2);
        change("t.csv", "k,v\na\n", 2);
        tables.refresh(start.plusSeconds(600));
        assertThat(index.find(new Object[] {"a"})).endsWith(2L);
        assertThat(index.lastError()).contains("line 2 has 1 values for 2 columns");
    }

    @Test
    void aMissingFileAndAMissingColumnAreErrors() throws IOException {
        write("t.csv", "k,v\na,1\n");
        LookupTables.read(
                folder,
                List.of(section("id: x\nfile: gone.csv"), section("id: y\nfile: t.csv\nkey_field: key")),
                problems);
        assertThat(problems.errors())
                .extracting(problem -> problem.text())
                .containsExactly(
                        "lookup `y` names a column `key` that its file does not have",
                        "the lookup file `gone.csv` is not there");
    }

    private LookupIndex index(String id, List<String> definitions, int... columns) {
        var tables = LookupTables.read(
                folder, definitions.stream().map(this::section).toList(), problems);
        return tables.index(Objects.requireNonNull(tables.find(id)), columns);
    }

    private Section section(String yaml) {
        return Section.of(
                YamlReader.parse(yaml, "l.yaml", problems),
                "it",
                Location.of("l.yaml"),
                problems,
                new Secrets(_ -> null));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void change(String name, String text, int secondsLater) throws IOException {
        FileTime before = Files.getLastModifiedTime(folder.resolve(name));
        write(name, text);
        Files.setLastModifiedTime(folder.resolve(name), FileTime.fromMillis(before.toMillis() + secondsLater * 1000L));
    }
}
