package ai.genops.server.cli;

import ai.genops.destination.delivery.DeadLetterBox;
import ai.genops.destination.delivery.DeadLetterBox.Summary;
import ai.genops.server.UserException;
import ai.genops.server.api.LetterJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The dead letters of one destination, counted.
///
/// @param files that have letters, the oldest first; at least one
record LetterCount(String destination, List<Summary> files) {
    private static final int MOST_REASONS = 3;
    private static final int REASON_WIDTH = 100;

    /// Of all destinations that have any.
    static List<LetterCount> all(Path data) throws IOException {
        List<LetterCount> counts = new ArrayList<>();
        for (String name : DeadLetterBox.names(data)) {
            List<Summary> files = files(data, name);
            if (!files.isEmpty()) {
                counts.add(new LetterCount(name, files));
            }
        }
        return counts;
    }

    /// The files of one destination, or the one of it that is named.
    /// @throws UserException if there is none
    static List<Summary> of(Path data, String id, @Nullable String file) throws IOException {
        List<Summary> files = files(data, id).stream()
                .filter(summary -> file == null || summary.file().equals(file))
                .toList();
        if (files.isEmpty()) {
            List<String> others =
                    all(data).stream().map(LetterCount::destination).toList();
            throw new UserException("there are no dead letters of `" + id + "`"
                    + (file == null ? "" : " in a file `" + file + "`") + " in " + data
                    + (others.isEmpty() ? "" : "; there are some of " + String.join(", ", others)));
        }
        return files;
    }

    private static List<Summary> files(Path data, String id) throws IOException {
        return new DeadLetterBox(data, id, InstantSource.system())
                .list().stream().filter(file -> file.letters() > 0).toList();
    }

    /// A line, and one more for each further reason.
    List<String> rows() {
        Map<String, Integer> reasons = new TreeMap<>();
        files.forEach(file -> file.reasons().forEach((reason, count) -> reasons.merge(reason, count, Integer::sum)));
        List<String> texts = new ArrayList<>();
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_REASONS)
                .forEach(reason -> texts.add(reason.getValue() + " × " + Figures.cut(reason.getKey(), REASON_WIDTH)));
        if (reasons.size() > MOST_REASONS) {
            texts.add((reasons.size() - MOST_REASONS) + " other reasons");
        }
        List<String> rows = new ArrayList<>();
        rows.add("%-28s %10s %10s  %-20s  %s"
                .formatted(
                        destination,
                        Figures.count(files.stream().mapToLong(Summary::letters).sum()),
                        Figures.bytes(files.stream().mapToLong(Summary::bytes).sum()),
                        LetterJson.time(files.getFirst().oldestSeconds()).truncatedTo(ChronoUnit.SECONDS),
                        texts.getFirst()));
        texts.stream().skip(1).forEach(text -> rows.add(" ".repeat(74) + text));
        return rows;
    }
}
