package ai.genops.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.pipeline.config.ConfFile.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfFileTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    private ConfFile read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), text);
        return ConfFile.read(file, "apps/a.conf", problems);
    }

    private static Setting setting(ConfFile file, String stanza, String key) {
        return Objects.requireNonNull(
                Objects.requireNonNull(file.stanzas().get(stanza)).settings().get(key));
    }

    @Test
    void stanzasHaveTheirSettingsAndPlaces() throws IOException {
        ConfFile file = read("""
                # a comment
                global = 1
                [one(2)]
                  key=  a = b # no comment \s

                [two]
                """);
        assertThat(file.stanzas().keySet()).containsExactly("default", "one(2)", "two");
        Setting key = setting(file, "one(2)", "key");
        assertThat(key.value()).isEqualTo("a = b # no comment");
        assertThat(key.place(1, 3)).isEqualTo(new Location("apps/a.conf", 4, 11));
        assertThat(Objects.requireNonNull(file.stanzas().get("default")).isSet("global"))
                .isTrue();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void aLineThatEndsWithABackslashGoesOnAndKeepsItsLines() throws IOException {
        Setting setting = setting(read("[s]\nsearch = index=a \\\n  | stats count \\\n\nother = 1\n"), "s", "search");
        assertThat(setting.value()).isEqualTo("index=a \n  | stats count");
        assertThat(setting.place(2, 5)).isEqualTo(new Location("apps/a.conf", 3, 5));
    }

    @Test
    void aStanzaThatIsWrittenTwiceIsOneAndItsLastValueCounts() throws IOException {
        ConfFile file = read("[s]\na = 1\nb = 1\n[t]\n[s]\na = 2\n");
        assertThat(setting(file, "s", "a").value()).isEqualTo("2");
        assertThat(setting(file, "s", "b").value()).isEqualTo("1");
    }

    @Test
    void whatIsNoSettingIsToldWithItsPlace() throws IOException {
        read("[s]\nnonsense\n= 1\n");
        assertThat(problems.errors())
                .extracting(Problem::toString)
                .satisfiesExactly(
                        error -> assertThat(error).startsWith("apps/a.conf:2:1: `nonsense` is no setting"),
                        error -> assertThat(error).startsWith("apps/a.conf:3:1: `= 1` is no setting"));
    }

    @Test
    void aFileInAnotherEncodingIsRefusedInWords() throws IOException {
        Path file = Files.write(folder.resolve("latin.conf"), "[ä]".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ConfFile.read(file, "latin.conf", problems)).hasMessage("it is not in UTF-8");
    }
}
