package ai.genops.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.processor.chain.Seal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The lines are made here, by the page's description of a chain and not by the processor.
class AuditCommandTest {
    private static final String ID = "trail@2026-01-31T00:00:00Z";

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private String head = Seal.NONE;

    @BeforeEach
    void chain() {
        for (int i = 1; i <= 9; i++) {
            String begin = ("{\"_time\":17636.%d,\"kind\":\"log\",\"name\":\"chain.hash é\",\"attributes\":"
                            + "{\"chain.hash\":\"mine\"},\"resource\":{},\"chain.id\":\"%s\",\"chain.sequence\":%d,"
                            + "\"chain.previous\":\"%s\"")
                    .formatted(i, ID, i, head);
            String end = ",\"sample_rate\":1,\"pipeline\":\"trail\"}";
            head = new Seal().of(ByteBuffer.wrap((begin + end).getBytes(StandardCharsets.UTF_8)));
            lines.add(begin + ",\"chain.hash\":\"" + head + "\"" + end);
        }
    }

    private String file(String name, List<String> of) throws IOException {
        byte[] text = String.join("\n", of).concat("\n").getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve(name);
        try (var out = name.endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file)) {
            out.write(text);
        }
        return file.toString();
    }

    private static Cli verify(String... arguments) {
        List<String> all = new ArrayList<>(List.of("audit", "verify"));
        all.addAll(Arrays.asList(arguments));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void aTrailInSeveralFilesPlainAndCompressedIsProven() throws IOException {
        String first = file("trail.ndjson.00000001.gz", lines.subList(0, 4));
        Cli cli = verify(first, file("trail.ndjson", lines.subList(3, 9)));
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out())
                .isEqualTo("intact: " + ID + ": events 1 to 9, head " + head + ", 1 lines delivered again\n");
        assertThat(cli.code()).isZero();
        Cli fed = Cli.fed(Files.readString(folder.resolve("trail.ndjson")), "audit", "verify", "-", "-o", "json");
        assertThat(fed.out())
                .isEqualTo(
                        "{\"intact\":true,\"chains\":[{\"id\":\"%s\",\"intact\":true,\"first\":4,\"last\":9,\"events\":6,"
                                        .formatted(ID)
                                + "\"redelivered\":0,\"head\":\"%s\"}],\"breaks\":[],\"others\":0}\n".formatted(head));
    }

    @Test
    void theExampleIsIntact() {
        Cli cli = verify("../examples/audit/trail.ndjson", "--from-start");
        assertThat(cli.out())
                .startsWith("intact: genops-audit-trail/long_term@2026-01-31T09:00:00.120Z: events 1 to 3, head ");
        assertThat(cli.code()).isZero();
    }

    @Test
    void whatIsMissingIsToldWithItsPlace() throws IOException {
        lines.remove(4);
        String file = file("trail.ndjson", lines);
        Cli cli = verify(file);
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.out())
                .startsWith("broken: " + ID + ": events 1 to 4, head ")
                .endsWith("  missing at " + file + ":5, event 6: it follows 4: 5 is not there\n");
        assertThat(verify(file, "--output", "json").out())
                .startsWith("{\"intact\":false,")
                .contains("\"break\":{\"kind\":\"missing\",\"file\":", "\"line\":5,\"sequence\":6,");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aFileWithAnAlteredByteIsBroken(long seed) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(file("trail.ndjson", lines)));
        var random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            byte[] altered = bytes.clone();
            int place = random.nextInt(bytes.length);
            altered[place] ^= (byte) (1 + random.nextInt(255));
            Path file = Files.write(folder.resolve("altered.ndjson"), altered);
            Cli cli = verify(file.toString(), "--allow-others");
            assertThat(cli.code())
                    .as("seed %d, byte %d: %s", seed, place, cli.out())
                    .isEqualTo(1);
        }
    }

    @Test
    void aCompressedFileThatIsCutOffIsDamaged() throws IOException {
        Path file = Path.of(file("trail.ndjson.gz", lines));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));
        Cli cli = verify(file.toString());
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.out()).contains("broken: damaged at " + file + ":");
    }

    @Test
    void anEndThatIsCutOffIsFoundByAHeadNotedElsewhere() throws IOException {
        String file = file("trail.ndjson", lines.subList(1, 8));
        assertThat(verify(file).code()).isZero();
        assertThat(verify(file, "--head", head).out())
                .endsWith("broken: no event here has the hash " + head
                        + ": the end was cut off, or the whole chain was made anew\n");
        assertThat(verify(file, "--head", head).code()).isEqualTo(1);
        assertThat(verify(file("all.ndjson", lines), "--head", head, "--from-start")
                        .code())
                .isZero();
        assertThat(verify(file, "--from-start").code()).isEqualTo(1);
        assertThat(verify(file).out()).contains("what came before 2 is not in these files");
    }

    @Test
    void linesInNoChainAreBreaksUnlessAllowed() throws IOException {
        lines.add(3, "{\"name\":\"another\"}");
        String file = file("trail.ndjson", lines);
        assertThat(verify(file).out()).contains("broken: inserted at " + file + ":4: this line is in no chain");
        Cli allowed = verify(file, "--allow-others");
        assertThat(allowed.code()).isZero();
        assertThat(allowed.out()).endsWith("1 lines are in no chain\n");
        assertThat(verify(file, "--chain", ID).code()).isZero();
    }

    @Test
    void whatCannotBeProvenIsAnErrorThatSaysWhatToDo() throws IOException {
        String other = file("other.ndjson", List.of("{\"name\":\"x\"}"));
        assertThat(verify(other).err())
                .contains("no line of these files is in a chain; the processor `chain` makes them");
        assertThat(verify(other).code()).isEqualTo(2);
        assertThat(verify(file("t.ndjson", lines), "--chain", "none").code()).isEqualTo(2);
        assertThat(verify("none.ndjson").err()).contains("there is no file none.ndjson");
        assertThat(verify(folder.toString()).err()).contains("is a folder");
        assertThat(verify(file("x.parquet", List.of("PAR1"))).err()).contains("is a Parquet file");
        assertThat(verify(other, "--head", "x").err()).contains("64 lower-case hex digits");
        assertThat(verify().code()).isEqualTo(2);
    }
}
