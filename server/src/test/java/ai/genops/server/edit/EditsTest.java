package ai.genops.server.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditsTest {
    private static final String FILE = "pipelines/p.yaml";

    @TempDir
    Path folder;

    private Path config;
    private Path data;
    private final Server server = new Server();
    private Edits edits;

    /// A server that refuses what holds the word `wrong`, and does not start with what holds the word `broken`.
    private final class Server implements Target {
        private final List<String> loaded = new ArrayList<>();
        private final List<Long> told = new ArrayList<>();
        private boolean full;

        @Override
        public String refusal() {
            return "";
        }

        @Override
        public List<Problem> errors(Map<String, String> texts) {
            return texts.entrySet().stream()
                    .filter(text -> text.getValue().contains("wrong"))
                    .map(text -> new Problem(
                            Problem.Severity.ERROR, new Location(text.getKey(), 1, 1), "is wrong", "Mend it."))
                    .toList();
        }

        @Override
        public List<Problem> reload() {
            String text = on(FILE);
            loaded.add(String.valueOf(text));
            if (text != null && text.contains("broken")) {
                throw new IllegalStateException("a port is taken");
            }
            return errors(Map.of(FILE, text == null ? "" : text));
        }

        @Override
        public boolean tell(Edit edit) {
            if (!full) {
                told.add(edit.number());
            }
            return !full;
        }
    }

    @BeforeEach
    void start() throws IOException {
        config = folder.resolve("config");
        data = Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(config.resolve("pipelines"));
        Files.writeString(config.resolve(FILE), "id: p\n");
        edits = new Edits(config, data, server, () -> Instant.EPOCH);
    }

    private @Nullable String on(String file) {
        try {
            Path path = config.resolve(file);
            return Files.exists(path) ? Files.readString(path) : null;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Edits.Request request(@Nullable String base, @Nullable String text) {
        return new Edits.Request(FILE, "pipeline p", base, text, "ada", "because", 0);
    }

    private Edit applied(@Nullable String base, @Nullable String text) throws IOException {
        return ((Outcome.Applied) edits.apply(request(base, text))).edit();
    }

    @Test
    void aChangeIsWrittenTakenOverKeptAndTold() throws IOException {
        Edit edit = applied("id: p\n", "id: p\n# é\n");
        assertThat(on(FILE)).isEqualTo("id: p\n# é\n");
        assertThat(server.loaded).containsExactly("id: p\n# é\n");
        assertThat(server.told).containsExactly(1L);
        assertThat(edits.history()).containsExactly(edit.asTold());
        assertThat(new Edits(config, data, server, () -> Instant.EPOCH).history())
                .as("after a restart")
                .containsExactly(edit.asTold());
        assertThat(edits.isInForce(edit)).isTrue();
        try (var files = Files.list(config.resolve("pipelines"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void whatWouldBeWrongIsNotWritten() throws IOException {
        assertThat(edits.apply(request("id: p\n", "wrong\n")))
                .isInstanceOfSatisfying(
                        Outcome.Wrong.class,
                        wrong -> assertThat(wrong.problems()).hasSize(1));
        assertThat(on(FILE)).isEqualTo("id: p\n");
        assertThat(edits.history()).isEmpty();
        assertThat(server.loaded).isEmpty();
    }

    @Test
    void aFileThatChangedMeanwhileIsNotOverwritten() throws IOException {
        Files.writeString(config.resolve(FILE), "id: p\n# by hand\n");
        Outcome outcome = edits.apply(request("id: p\n", "id: p\n# mine\n"));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Moved.class, moved -> {
            assertThat(moved.diff()).contains("+# by hand").doesNotContain("mine");
            assertThat(moved.text()).isEqualTo("id: p\n# by hand\n");
        });
        assertThat(on(FILE)).isEqualTo("id: p\n# by hand\n");
        assertThat(edits.history()).isEmpty();
    }

    @Test
    void undoingLeadsBackAndForthThroughTheSameWay() throws IOException {
        applied("id: p\n", "two\n");
        applied("two\n", "three\n");
        assertThat(edits.undo(2, "eve", "no")).isInstanceOf(Outcome.Applied.class);
        assertThat(on(FILE)).isEqualTo("two\n");
        assertThat(edits.undo(1, "eve", "no")).isInstanceOf(Outcome.Applied.class);
        assertThat(on(FILE)).isEqualTo("id: p\n");
        assertThat(edits.undo(2, "eve", "no")).as("is not there any more").isInstanceOf(Outcome.Moved.class);
        edits.undo(4, "eve", "yes, after all");
        assertThat(on(FILE)).isEqualTo("two\n");
        assertThat(edits.history()).extracting(Edit::undoes).containsExactly(4L, 1L, 2L, 0L, 0L);
        assertThatThrownBy(() -> edits.undo(9, "eve", "no")).hasMessageContaining("no change 9");
    }

    @Test
    void oneTheServerCannotWorkWithIsTakenBack() throws IOException {
        assertThatThrownBy(() -> edits.apply(request("id: p\n", "broken\n")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the change was taken back: a port is taken");
        assertThat(on(FILE)).isEqualTo("id: p\n");
        assertThat(server.loaded).containsExactly("broken\n", "id: p\n");
        assertThat(edits.history()).isEmpty();
        assertThat(server.told).isEmpty();
    }

    @Test
    void whatCouldNotBeToldIsToldLaterOnce() throws IOException {
        server.full = true;
        applied("id: p\n", "two\n");
        assertThat(server.told).isEmpty();
        server.full = false;
        new Edits(config, data, server, () -> Instant.EPOCH).tell();
        edits.tell();
        assertThat(server.told).containsExactly(1L);
    }

    @Test
    void aFileIsMadeAndItsUndoRemovesIt() throws IOException {
        var request = new Edits.Request("alerts/new.yaml", "alert new", null, "id: new\n", "ada", "wanted", 0);
        assertThat(edits.apply(request)).isInstanceOf(Outcome.Applied.class);
        assertThat(on("alerts/new.yaml")).isEqualTo("id: new\n");
        edits.undo(1, "ada", "not wanted");
        assertThat(on("alerts/new.yaml")).isNull();
    }

    @Test
    void theFilesPermissionsStayAndTheHistoryIsItsOwnersAlone() throws IOException {
        Files.setPosixFilePermissions(config.resolve(FILE), PosixFilePermissions.fromString("rw-rw-r--"));
        applied("id: p\n", "two\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config.resolve(FILE))))
                .isEqualTo("rw-rw-r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("edits"))))
                .isEqualTo("rwx------");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = folder.resolve("real.yaml");
        Files.move(config.resolve(FILE), real);
        Files.createSymbolicLink(config.resolve(FILE), real);
        applied("id: p\n", "two\n");
        assertThat(config.resolve(FILE)).isSymbolicLink();
        assertThat(Files.readString(real)).isEqualTo("two\n");
    }

    @Test
    void theOldestGoWhenThereAreTooMany() throws IOException {
        var few = new Edits(config, new EditFolder(data.resolve("edits"), 3), server, () -> Instant.EPOCH);
        for (int i = 1; i <= 5; i++) {
            few.apply(request(on(FILE), "text " + i + "\n"));
        }
        assertThat(few.history()).extracting(Edit::number).containsExactly(5L, 4L, 3L);
    }

    @Test
    void nothingOutsideTheFolderIsTouched() {
        var request = new Edits.Request("../data/secret", "x", null, "y", "ada", "why", 0);
        assertThatThrownBy(() -> edits.apply(request)).hasMessageContaining("not in the configuration's folder");
        assertThatThrownBy(() -> edits.apply(request("id: p\n", "id: p\n")))
                .hasMessageContaining("nothing would change");
    }

    @Test
    void aDamagedEntryIsLeftOut() throws IOException {
        applied("id: p\n", "two\n");
        Files.writeString(data.resolve("edits/0000000002.json"), "{\"number\":");
        assertThat(edits.history()).extracting(Edit::number).containsExactly(1L);
    }
}
