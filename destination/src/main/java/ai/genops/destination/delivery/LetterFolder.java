package ai.genops.destination.delivery;

import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The folder of one destination's dead letters: its files, and `removed.ndjson`, a journal that is only added
/// to, where it is written down what has been taken out, when, why, and by whom.
record LetterFolder(Path path) {
    /// What is more about a removal's reason or author is cut.
    private static final int LONGEST_WORDS = 500;

    LetterFolder(Path dataFolder, String id) {
        this(dataFolder.resolve("dead-letter").resolve(Folders.name(id)));
    }

    /// The files of letters, the oldest first.
    List<Path> files() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]{8}\\.ndjson"))
                    .sorted()
                    .toList();
        }
    }

    Path numbered(long number) {
        return path.resolve("%08d.ndjson".formatted(number));
    }

    static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, 8));
    }

    /// A file of letters by its name.
    /// @throws IOException if there is none
    Path file(String name) throws IOException {
        return files().stream()
                .filter(file -> file.getFileName().toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("no dead letters `" + name + "` in " + path));
    }

    /// The whole lines of a file; not what a crash left of a last one, which nobody was promised, nor what a power loss
    /// left of a write that was never finished, and repeated therefore: it has zeros in it, which no letter has.
    static List<String> lines(Path file) throws IOException {
        long whole = LetterTally.letters(file);
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.indexOf(0) < 0).limit(whole).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Deletes a file, after writing down why. Returns how many letters were in it.
    long remove(Path file, String by, String reason, Instant now) throws IOException {
        long letters = LetterTally.letters(file);
        note(file, letters, by, reason, now);
        Files.deleteIfExists(file);
        DurableFile.syncFolder(path);
        return letters;
    }

    /// Leaves only these lines in a file, or no file if there are none. Durable once the folder is synced.
    void keep(Path file, List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            DurableFile.put(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Writes down that letters of a file are gone.
    void note(Path file, long letters, String by, String reason, Instant now) throws IOException {
        JsonBuffer line = new JsonBuffer(256);
        line.ascii("{\"time\":");
        EventJson.seconds(now.getEpochSecond() * 1_000_000_000L + now.getNano(), line);
        line.ascii(",\"file\":").text(file.getFileName().toString());
        line.ascii(",\"letters\":").number(letters);
        line.ascii(",\"by\":").text(cut(by));
        line.ascii(",\"reason\":").text(cut(reason)).ascii("}\n");
        DurableFile.append(path.resolve("removed.ndjson"), line.view());
    }

    private static String cut(String words) {
        return words.length() > LONGEST_WORDS ? words.substring(0, LONGEST_WORDS) : words;
    }
}
