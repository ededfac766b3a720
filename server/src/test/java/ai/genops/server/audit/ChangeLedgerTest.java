package ai.genops.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeLedgerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-10T12:00:00Z"));

    @TempDir
    Path folder;

    private static List<String> told(ChangeLedger ledger) {
        return ledger.newestFirst().stream()
                .map(change -> change.number() + " " + change.user() + " " + change.what() + " " + change.status())
                .toList();
    }

    @Test
    void aChangeIsOnTheDiskBeforeItIsMadeAndOutlivesARestart() throws IOException {
        try (var ledger = ChangeLedger.open(folder, CLOCK)) {
            long first = ledger.begin("ada", "POST tokens", "{\"user\":\"a\\nb\"}");
            assertThat(Files.readString(folder.resolve("changes"))).contains("POST tokens");
            ledger.end(first, 200);
            ledger.begin("bob", "POST reload", "");
        }
        try (var ledger = ChangeLedger.open(folder, CLOCK)) {
            assertThat(told(ledger)).containsExactly("2 bob POST reload 0", "1 ada POST tokens 200");
            assertThat(ledger.newestFirst().getLast().detail()).isEqualTo("{\"user\":\"a\\nb\"}");
            assertThat(ledger.begin("eve", "POST backup", "")).isEqualTo(3);
        }
    }

    @Test
    void aTornLineIsPassedOverAndNothingIsWrittenBehindIt() throws IOException {
        try (var ledger = ChangeLedger.open(folder, CLOCK)) {
            ledger.begin("ada", "POST tokens", "");
        }
        Files.writeString(folder.resolve("changes"), "{\"number\":2,\"ti", StandardOpenOption.APPEND);
        try (var ledger = ChangeLedger.open(folder, CLOCK)) {
            ledger.begin("bob", "POST reload", "");
        }
        try (var ledger = ChangeLedger.open(folder, CLOCK)) {
            assertThat(told(ledger)).containsExactly("2 bob POST reload 0", "1 ada POST tokens 0");
        }
    }

    @Test
    void aFullFileIsSetAsideAndNumbersGoOn() throws IOException {
        try (var ledger = new ChangeLedger(folder, CLOCK, 300)) {
            for (int i = 1; i <= 20; i++) {
                ledger.end(ledger.begin("ada", "POST reload", ""), 200);
            }
        }
        assertThat(Files.size(folder.resolve("changes"))).isLessThan(600);
        assertThat(Files.size(folder.resolve("changes.1"))).isLessThan(600);
        try (var ledger = new ChangeLedger(folder, CLOCK, 300)) {
            assertThat(ledger.newestFirst().getFirst().number()).isEqualTo(20);
            assertThat(ledger.newestFirst()).hasSizeBetween(2, 10).allMatch(change -> change.status() == 200);
        }
    }

    @Test
    void whatCannotBeWrittenIsSaid() throws IOException {
        var ledger = ChangeLedger.open(folder, CLOCK);
        ledger.close();
        assertThatThrownBy(() -> ledger.begin("ada", "POST reload", "")).isInstanceOf(IOException.class);
    }
}
