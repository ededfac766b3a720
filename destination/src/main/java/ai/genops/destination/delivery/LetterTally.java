package ai.genops.destination.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts the letters that are in a folder's files. What has been counted is not read again: files grow, and one whose
/// letters have been replaced is to be forgotten. Safe for concurrent use.
final class LetterTally {
    private static final int STEP = 1 << 16;

    private final LetterFolder folder;
    private final Map<Path, Counted> known = new HashMap<>();

    /// @param bytes up to the end of the last whole line
    private record Counted(long bytes, long letters) {
        static final Counted NONE = new Counted(0, 0);
    }

    /// @param oldestSeconds when the first letter was written, in seconds since 1970; 0 if there is none
    record Present(long letters, long bytes, double oldestSeconds) {}

    LetterTally(LetterFolder folder) {
        this.folder = folder;
    }

    /// What cannot be read counts as not there.
    synchronized Present present() {
        try {
            List<Path> files = folder.files();
            known.keySet().retainAll(files);
            long letters = 0;
            long bytes = 0;
            double oldest = 0;
            for (Path file : files) {
                Counted counted = count(file, known.getOrDefault(file, Counted.NONE));
                known.put(file, counted);
                if (letters == 0 && counted.letters > 0) {
                    oldest = oldest(file);
                }
                letters += counted.letters;
                bytes += counted.bytes;
            }
            return new Present(letters, bytes, oldest);
        } catch (IOException e) {
            known.clear();
            return new Present(0, 0, 0);
        }
    }

    /// What was counted of a file is not in it any more.
    synchronized void forget(Path file) {
        known.remove(file);
    }

    /// How many whole letters a file has; a line with zeros in it is what a power loss left of none.
    static long letters(Path file) throws IOException {
        return count(file, Counted.NONE).letters;
    }

    private static Counted count(Path file, Counted before) throws IOException {
        long size = Files.size(file);
        if (size == before.bytes) {
            return before;
        }
        Counted from = size > before.bytes ? before : Counted.NONE;
        long letters = from.letters;
        long end = from.bytes;
        boolean damaged = false;
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer piece = ByteBuffer.allocate(STEP);
            for (long at = end; channel.read(piece.clear(), at) > 0; at += piece.position()) {
                for (int i = 0; i < piece.position(); i++) {
                    byte next = piece.get(i);
                    damaged |= next == 0;
                    if (next == '\n') {
                        letters += damaged ? 0 : 1;
                        damaged = false;
                        end = at + i + 1;
                    }
                }
            }
        }
        return new Counted(end, letters);
    }

    private static double oldest(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String first = lines.readLine();
            while (first != null && first.indexOf(0) >= 0) {
                first = lines.readLine();
            }
            return first == null ? 0 : Letter.parse(first).timeSeconds();
        }
    }
}
