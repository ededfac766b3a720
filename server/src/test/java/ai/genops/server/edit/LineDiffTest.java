package ai.genops.server.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineDiffTest {
    @TempDir
    Path folder;

    @Test
    void aLineThatChangesIsShownWithThreeLinesAroundIt() {
        String from = "a\nb\nc\nd\ne\nf\ng\nh\ni\n";
        assertThat(LineDiff.unified("p.yaml", from, from.replace("e", "E"))).isEqualTo("""
                --- p.yaml
                +++ p.yaml
                @@ -2,7 +2,7 @@
                 b
                 c
                 d
                -e
                +E
                 f
                 g
                 h
                """);
    }

    @Test
    void whatIsEqualHasNoDifference() {
        assertThat(LineDiff.unified("p.yaml", "a\n", "a\n")).isEmpty();
        assertThat(LineDiff.size("a\n", "a\n")).isEqualTo(new LineDiff.Size(0, 0));
    }

    @Test
    void aMissingEndOfTheLastLineIsADifference() {
        assertThat(LineDiff.unified("p.yaml", "a\n", "a")).contains("-a\n+a\n\\ No newline at end of file\n");
    }

    @Test
    void aFileThatComesAndOneThatGoes() {
        assertThat(LineDiff.unified("p.yaml", null, "a\nb\n")).isEqualTo("""
                --- /dev/null
                +++ p.yaml
                @@ -0,0 +1,2 @@
                +a
                +b
                """);
        assertThat(LineDiff.unified("p.yaml", "a\n", null)).contains("+++ /dev/null", "@@ -1,1 +0,0 @@", "-a");
        assertThat(LineDiff.size("a\nb\n", "b\nc\nd\n")).isEqualTo(new LineDiff.Size(2, 1));
    }

    @Test
    void textsTooLargeToCompareAreToldAsReplaced() {
        String from = "x\n".repeat(3000) + "same\n";
        String to = "y\n".repeat(3000) + "same\n";
        assertThat(LineDiff.size(from, to)).isEqualTo(new LineDiff.Size(3000, 3000));
    }

    /// The peer: `patch` makes the one text of the other.
    @Test
    void patchAppliesWhatItSays() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/patch")), "SKIPPED: there is no patch");
        long seed = 20_260_310L;
        var random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            String from = text(random);
            String to = text(random);
            if (!from.equals(to)) {
                assertThat(patched(from, LineDiff.unified("f", from, to)))
                        .as("seed %d, case %d", seed, i)
                        .isEqualTo(to);
            }
        }
    }

    private static String text(Random random) {
        var text = new StringBuilder("begin\n");
        int lines = random.nextInt(60);
        for (int i = 0; i < lines; i++) {
            text.append("abcdef".charAt(random.nextInt(6))).append('\n');
        }
        return random.nextBoolean() ? text.append("last").toString() : text.toString();
    }

    private String patched(String from, String diff) throws Exception {
        Path file = Files.writeString(folder.resolve("f"), from);
        Path patch = Files.writeString(folder.resolve("f.diff"), diff);
        Process process = new ProcessBuilder("patch", "-s", file.toString(), patch.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(() -> read(folder.resolve("out")) + diff)
                .isZero();
        return Files.readString(file);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
