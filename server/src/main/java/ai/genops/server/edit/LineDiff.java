package ai.genops.server.edit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The difference of two texts, line by line. What both begin and end with is set aside; of the rest, the longest
/// common subsequence stays if finding it costs less than a fixed amount of memory, and otherwise all of it is told as
/// replaced.
public final class LineDiff {
    private static final int CONTEXT = 3;
    private static final long MOST_CELLS = 4_000_000;

    private final List<String> from;
    private final List<String> to;
    private final List<Line> lines = new ArrayList<>();

    /// A line with what became of it.
    ///
    /// @param sign ` `, `-` or `+`
    private record Line(char sign, String text) {}

    /// How many lines came and went.
    public record Size(long added, long removed) {}

    private LineDiff(@Nullable String from, @Nullable String to) {
        this.from = lines(from);
        this.to = lines(to);
        compare();
    }

    public static Size size(@Nullable String from, @Nullable String to) {
        var diff = new LineDiff(from, to);
        return new Size(diff.count('+'), diff.count('-'));
    }

    /// In the unified format of `diff -u`; empty if nothing differs.
    ///
    /// @param from null if there is no such file
    public static String unified(String file, @Nullable String from, @Nullable String to) {
        String body = new LineDiff(from, to).hunks();
        return body.isEmpty()
                ? ""
                : "--- " + (from == null ? "/dev/null" : file) + "\n+++ " + (to == null ? "/dev/null" : file) + "\n"
                        + body;
    }

    /// A text that does not end in a line's end has its last line marked, so that adding one is a difference.
    private static List<String> lines(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        } else {
            lines.add(lines.removeLast() + "\n\\ No newline at end of file");
        }
        return List.copyOf(lines);
    }

    private long count(char sign) {
        return lines.stream().filter(line -> line.sign() == sign).count();
    }

    private void compare() {
        int start = 0;
        int least = Math.min(from.size(), to.size());
        while (start < least && from.get(start).equals(to.get(start))) {
            start++;
        }
        int end = 0;
        while (end < least - start && from.get(from.size() - 1 - end).equals(to.get(to.size() - 1 - end))) {
            end++;
        }
        add(' ', from.subList(0, start));
        middle(from.subList(start, from.size() - end), to.subList(start, to.size() - end));
        add(' ', from.subList(from.size() - end, from.size()));
    }

    private void middle(List<String> old, List<String> now) {
        if ((long) (old.size() + 1) * (now.size() + 1) > MOST_CELLS) {
            add('-', old);
            add('+', now);
            return;
        }
        int[][] common = common(old, now);
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                lines.add(new Line(' ', old.get(i++)));
                j++;
            } else if (i < old.size() && (j == now.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', old.get(i++)));
            } else {
                lines.add(new Line('+', now.get(j++)));
            }
        }
    }

    /// How many lines the rests of both, from each pair of places on, have in common.
    private static int[][] common(List<String> old, List<String> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private void add(char sign, List<String> more) {
        more.forEach(line -> lines.add(new Line(sign, line)));
    }

    private String hunks() {
        var out = new StringBuilder();
        int[] at = {1, 1};
        int done = 0;
        while (done < lines.size()) {
            int change = nextChange(done);
            if (change == lines.size()) {
                break;
            }
            int begin = Math.max(done, change - CONTEXT);
            int end = hunkEnd(change);
            at[0] += begin - done;
            at[1] += begin - done;
            hunk(lines.subList(begin, end), at, out);
            done = end;
        }
        return out.toString();
    }

    private int nextChange(int from) {
        int place = from;
        while (place < lines.size() && lines.get(place).sign() == ' ') {
            place++;
        }
        return place;
    }

    /// Changes with little between them are told together.
    private int hunkEnd(int change) {
        int last = change;
        int next = change;
        while (next < lines.size() && next - last <= 2 * CONTEXT) {
            last = next;
            next = nextChange(next + 1);
        }
        return Math.min(lines.size(), last + 1 + CONTEXT);
    }

    private static void hunk(List<Line> hunk, int[] at, StringBuilder out) {
        int old = (int) hunk.stream().filter(line -> line.sign() != '+').count();
        int now = (int) hunk.stream().filter(line -> line.sign() != '-').count();
        out.append("@@ -%d,%d +%d,%d @@\n"
                .formatted(old == 0 ? at[0] - 1 : at[0], old, now == 0 ? at[1] - 1 : at[1], now));
        hunk.forEach(line -> out.append(line.sign()).append(line.text()).append('\n'));
        at[0] += old;
        at[1] += now;
    }
}
