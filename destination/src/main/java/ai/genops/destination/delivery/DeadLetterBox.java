package ai.genops.destination.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The dead letters of one destination, for people: to look at, and to discard. Reading needs no running destination;
/// to send them again, see [KeepsDeadLetters]. Safe for concurrent use.
public final class DeadLetterBox {
    private static final int MOST_REASONS = 100;

    private final LetterFolder folder;
    private final InstantSource clock;

    public DeadLetterBox(Path dataFolder, String destination, InstantSource clock) {
        folder = new LetterFolder(dataFolder, destination);
        this.clock = clock;
    }

    /// A file of letters.
    ///
    /// @param oldestSeconds when the first of them was written, in seconds since 1970; 0 if it is empty
    /// @param reasons why they were refused, and how many each; at most 100 of them
    public record Summary(String file, long bytes, int letters, double oldestSeconds, Map<String, Integer> reasons) {}

    /// The names of all folders of dead letters, which are the destinations' ids but for unusual characters.
    public static List<String> names(Path dataFolder) throws IOException {
        Path all = dataFolder.resolve("dead-letter");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(all)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /// All files, the oldest first.
    public List<Summary> list() throws IOException {
        List<Summary> summaries = new ArrayList<>();
        for (Path file : folder.files()) {
            Map<String, Integer> reasons = new TreeMap<>();
            int letters = 0;
            double oldest = 0;
            for (String line : LetterFolder.lines(file)) {
                Letter letter = Letter.parse(line);
                oldest = letters++ == 0 ? letter.timeSeconds() : oldest;
                String reason = letter.reason();
                if (reasons.size() < MOST_REASONS || reasons.containsKey(reason)) {
                    reasons.merge(reason, 1, Integer::sum);
                }
            }
            summaries.add(new Summary(file.getFileName().toString(), Files.size(file), letters, oldest, reasons));
        }
        return summaries;
    }

    /// At most `most` letters of a file, after the first `skip`.
    /// @throws IOException if there is no such file, or it cannot be read
    public List<Letter> show(String file, int skip, int most) throws IOException {
        List<Letter> letters = new ArrayList<>();
        List<String> lines = LetterFolder.lines(folder.file(file));
        for (String line : lines.stream().skip(skip).limit(most).toList()) {
            letters.add(Letter.parse(line));
        }
        return letters;
    }

    /// Deletes a file; that, why, and by whom, is written down in `removed.ndjson`. Returns how many letters it
    /// had. What is still being written is not discarded with it: a running destination begins another file.
    public long discard(String file, String by, String reason) throws IOException {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("dead letters are discarded for a reason; give one");
        }
        return folder.remove(folder.file(file), by, reason, clock.instant());
    }
}
