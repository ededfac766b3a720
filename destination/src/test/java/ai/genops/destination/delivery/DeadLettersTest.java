package ai.genops.destination.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
    private static final byte[] BINARY = {0, (byte) 0xff, 10, 13, (byte) 0x80};

    @TempDir
    Path data;

    private final Redaction redaction = new Redaction();

    @Test
    void bodiesComeBackByteForByte() throws IOException {
        letters(1000).write(request("text \u0000\n\"\u00fc".getBytes(StandardCharsets.UTF_8), BINARY), kind(), "no");
        var shown = box().show("00000001.ndjson", 0, 10);
        assertThat(shown).hasSize(2).allMatch(Letter::sendable);
        assertThat(shown.getFirst().bytes()).asString(StandardCharsets.UTF_8).isEqualTo("text \u0000\n\"\u00fc");
        assertThat(shown.getLast().bytes()).isEqualTo(BINARY);
        assertThat(shown.getLast().requestId()).isEqualTo("7-9.0-1");
        assertThat(shown.getLast().place()).isEqualTo(new Letter.Place(7, 9, 42, 1));
    }

    @Test
    void secretsAreTakenOutAndCanBePutBack() throws IOException {
        redaction.add("s3cr3t-token");
        var bytes = "a s3cr3t-token b".getBytes(StandardCharsets.UTF_8);
        var own = "a s3cr3t-token ${secret:0}".getBytes(StandardCharsets.UTF_8);
        letters(1000).write(request(bytes, own), kind(), "no");
        assertThat(data.resolve("dead-letter/id/00000001.ndjson")).content().doesNotContain("s3cr3t");
        var shown = box().show("00000001.ndjson", 0, 10);
        assertThat(redaction.unmark(new String(shown.getFirst().bytes(), StandardCharsets.UTF_8)))
                .isEqualTo("a s3cr3t-token b");
        assertThat(shown.getLast().sendable()).isFalse();
    }

    @Test
    void whatFallsOutAtTheBoundIsCountedAndWrittenDown() throws IOException {
        DeadLetters letters = letters(1);
        for (int i = 0; i < DeadLetters.MAX_FILES + 3; i++) {
            letters.write(request(BINARY, BINARY), kind(), "no");
        }
        assertThat(letters.lost()).isEqualTo(6);
        assertThat(box().list()).hasSize(DeadLetters.MAX_FILES).allMatch(file -> file.letters() == 2);
        assertThat(Files.readAllLines(data.resolve("dead-letter/id/removed.ndjson")))
                .hasSize(3);
    }

    @Test
    void discardingTakesAReason() throws IOException {
        letters(1000).write(request(BINARY, BINARY), kind(), "no");
        assertThat(box().list().getFirst().reasons()).containsEntry("no", 2);
        assertThatThrownBy(() -> box().discard("00000001.ndjson", "me", " ")).hasMessageContaining("for a reason");
        assertThatThrownBy(() -> box().discard("../plan", "me", "x")).hasMessageContaining("no dead letters");
        assertThat(box().discard("00000001.ndjson", "me", "test \"data\"")).isEqualTo(2);
        assertThat(box().list()).isEmpty();
        assertThat(data.resolve("dead-letter/id/removed.ndjson"))
                .content()
                .contains("\"letters\":2", "\"by\":\"me\"", "test \\\"data\\\"");
    }

    @Test
    void theBooksAgreeWhenSomeOfAFileThatHasGrownSinceTheyWereReadAreTakenOut() throws IOException {
        DeadLetters letters = letters(100_000);
        letters.write(request(BINARY, BINARY), kind(), "no");
        assertBalanced(letters.books(), 2);
        letters.write(request(BINARY, BINARY), kind(), "no");
        Path file = data.resolve("dead-letter/id/00000001.ndjson");
        letters.takeOut(file, Files.readAllLines(file).subList(1, 4), 1, 0, "me");
        assertBalanced(letters.books(), 3);
    }

    @Test
    void aFileThatIsLostWhileItIsSentAgainDoesNotComeBack() throws IOException {
        DeadLetters letters = letters(1);
        letters.write(request(BINARY, BINARY), kind(), "no");
        Path file = data.resolve("dead-letter/id/00000001.ndjson");
        var lines = Files.readAllLines(file);
        for (int i = 0; i < DeadLetters.MAX_FILES; i++) {
            letters.write(request(BINARY, BINARY), kind(), "no");
        }
        letters.takeOut(file, lines.subList(1, 2), 1, 0, "me");
        assertThat(file).doesNotExist();
        assertBalanced(letters.books(), 2 * DeadLetters.MAX_FILES);
    }

    private static void assertBalanced(LetterBooks books, long present) {
        assertThat(books.present()).isEqualTo(present);
        assertThat(books.in()).as("%s", books).isEqualTo(books.accounted());
    }

    private DeadLetters letters(long maxFileBytes) {
        return new DeadLetters("id", data, maxFileBytes, InstantSource.system(), redaction);
    }

    private DeadLetterBox box() {
        return new DeadLetterBox(data, "id", InstantSource.system());
    }

    private static DeadLetters.Kind kind() {
        return DeadLetters.Kind.REFUSED;
    }

    private static Request request(byte[]... bodies) {
        Batch batch = new Batch(64);
        batch.begin(7);
        for (int i = 0; i < bodies.length; i++) {
            batch.put(i, ByteBuffer.wrap(bodies[i]));
        }
        batch.passed(9);
        batch.close(42);
        return Request.of(batch, 0, bodies.length);
    }
}
