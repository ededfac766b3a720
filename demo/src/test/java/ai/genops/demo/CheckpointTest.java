package ai.genops.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final Instant FIRST = Instant.parse("2026-05-04T09:30:00.123Z");

    @TempDir
    Path folder;

    @Test
    void theFirstStartFixesTheAnchor() throws IOException {
        Checkpoint.open(folder, FIRST);
        assertThat(Checkpoint.open(folder, FIRST.plusSeconds(60)).anchor()).isEqualTo(FIRST);
    }

    @Test
    void everyChangeIsThereAtTheNextStart() throws IOException {
        var checkpoint = Checkpoint.open(folder, FIRST);
        checkpoint.addSent("chat", 400);
        checkpoint.addSent("chat", 7);
        checkpoint.begin(new Lap(2, FIRST, 1));
        checkpoint.begin(new Lap(1, FIRST, 1));
        var reopened = Checkpoint.open(folder, FIRST);
        assertThat(reopened.sent("chat")).isEqualTo(407);
        assertThat(reopened.sent("code")).isZero();
        assertThat(reopened.laps()).isEqualTo(2);
    }

    @Test
    void aWriteThatACrashCutShortIsIgnored() throws IOException {
        Checkpoint.open(folder, FIRST).addSent("chat", 400);
        Files.writeString(folder.resolve("replay.properties.next"), "anchor=2026-0");
        var reopened = Checkpoint.open(folder, FIRST);
        assertThat(reopened.sent("chat")).isEqualTo(400);
        reopened.addSent("chat", 1);
        assertThat(Checkpoint.open(folder, FIRST).sent("chat")).isEqualTo(401);
    }

    @Test
    void somethingElseIsNamedAndLeftAlone() throws IOException {
        var file = folder.resolve("replay.properties");
        Files.writeString(file, "anchor=yesterday\nlaps=1\n");
        assertThatThrownBy(() -> Checkpoint.open(folder, FIRST))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " is not a checkpoint of the demo")
                .hasMessageContaining("yesterday");
        assertThat(file).hasContent("anchor=yesterday\nlaps=1\n");
    }
}
