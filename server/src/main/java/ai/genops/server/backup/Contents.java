package ai.genops.server.backup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What one backup consists of: a text file that a person can read.
/// ```
/// genops-backup 1
/// 9f86d081… 5120 rw-r----- 1773144000000 data/log/checkpoints
/// sum 1f2e3d4c…
/// ```
/// The sum is the SHA-256 of all lines before it.
///
/// @param id when it was made, as `20260310T120000.000Z`; later ones sort after earlier ones
record Contents(String id, List<Entry> entries) {
    private static final String TITLE = "genops-backup 1";

    /// A file.
    ///
    /// @param sha256 of its contents, under which the store has them
    /// @param mode its permissions, as `ls` shows them; `-` if the system has none
    /// @param modifiedMillis when it was changed last, if any later change is sure to show in that; otherwise 0
    /// @param path `config/...` or `data/...`
    record Entry(String sha256, long bytes, String mode, long modifiedMillis, String path) {
        private String line() {
            return sha256 + " " + bytes + " " + mode + " " + modifiedMillis + " " + path + "\n";
        }

        private static Entry parse(String line) {
            String[] words = line.split(" ", 5);
            return new Entry(words[0], Long.parseLong(words[1]), words[2], Long.parseLong(words[3]), words[4]);
        }
    }

    long bytes() {
        return entries.stream().mapToLong(Entry::bytes).sum();
    }

    Map<String, Entry> byPath() {
        return entries.stream().collect(Collectors.toMap(Entry::path, Function.identity()));
    }

    String text() {
        var text = new StringBuilder(TITLE).append('\n');
        entries.forEach(entry -> text.append(entry.line()));
        return text + sumLine(text.toString());
    }

    /// @throws BackupException if it is not what was written
    static Contents parse(String id, String text) {
        int sumAt = text.lastIndexOf("sum ");
        if (sumAt < 0
                || !text.startsWith(TITLE + "\n")
                || !text.substring(sumAt).equals(sumLine(text.substring(0, sumAt)))) {
            throw new BackupException("the list of the backup " + id + " is damaged: its sum is another");
        }
        List<Entry> entries = new ArrayList<>();
        text.substring(0, sumAt).lines().skip(1).forEach(line -> entries.add(Entry.parse(line)));
        return new Contents(id, List.copyOf(entries));
    }

    /// Checks that nothing in it leads out of the folders that it is restored to.
    void requireInside() {
        for (Entry entry : entries) {
            String path = "/" + entry.path.toLowerCase(Locale.ROOT) + "/";
            boolean known = entry.path.startsWith("config/") || entry.path.startsWith("data/");
            if (!known || path.contains("/../") || path.contains("//")) {
                throw new BackupException("the backup " + id + " has a file `" + entry.path + "`, which is not ours");
            }
        }
    }

    private static String sumLine(String lines) {
        return "sum " + Sums.of(lines.getBytes(StandardCharsets.UTF_8)) + "\n";
    }
}
