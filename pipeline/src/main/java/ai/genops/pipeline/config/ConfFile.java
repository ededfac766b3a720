package ai.genops.pipeline.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A configuration file as Splunk writes them: stanzas `[name]` of settings `key = value`, one to a line. A line that
/// ends with a backslash goes on in the next; `#` begins a comment at the start of a line; what stands before the first
/// stanza is that of `default` (Splunk, Admin Manual, "About configuration files").
///
/// @param stanzas by name, in the order of the file; one that is written twice is one
public record ConfFile(Map<String, Stanza> stanzas) {
    /// More is no configuration.
    private static final long MAX_BYTES = 16L << 20;

    private static final Pattern HEADER = Pattern.compile("\\[(.*)]");

    /// What stands under a name in brackets.
    ///
    /// @param at where its name stands
    public record Stanza(String name, Location at, Map<String, Setting> settings) {
        /// What a setting says, empty if there is none.
        public String text(String key) {
            Setting setting = settings.get(key);
            return setting == null ? "" : setting.value;
        }

        /// Where a setting stands; the stanza itself if there is none.
        public Location at(String key) {
            Setting setting = settings.get(key);
            return setting == null ? at : setting.at;
        }

        /// A switch, which Splunk writes as `1`, `true` and the like.
        public boolean isSet(String key) {
            return text(key).matches("(?i)1|t|true|y|yes");
        }
    }

    /// What a key says.
    ///
    /// @param at where its key stands
    /// @param valueAt where its value begins
    /// @param value without blanks around it; what several lines say has as many lines
    public record Setting(Location at, Location valueAt, String value) {
        /// Where a place of the value stands in the file; both count from 1.
        public Location place(int line, int column) {
            return line == 1
                    ? valueAt.within(1, column)
                    : new Location(valueAt.file(), valueAt.line() + line - 1, column);
        }
    }

    /// Reads a file.
    ///
    /// @param shownAs the file's name in problems, of lines that are no settings
    /// @throws IOException if it cannot be read, with a message for people
    public static ConfFile read(Path file, String shownAs, Problems problems) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("it has more than %,d bytes".formatted(MAX_BYTES));
        }
        try {
            return parse(Files.readString(file), shownAs, problems);
        } catch (MalformedInputException e) {
            throw new IOException("it is not in UTF-8", e);
        }
    }

    /// Reads what a file holds or would hold.
    ///
    /// @param shownAs the file's name in problems, of lines that are no settings
    public static ConfFile parse(String text, String shownAs, Problems problems) {
        List<String> lines = text.lines().toList();
        var stanzas = new LinkedHashMap<String, Stanza>();
        Stanza stanza = new Stanza("default", Location.of(shownAs), new LinkedHashMap<>());
        for (int i = 0; i < lines.size(); i++) {
            String line = i == 0 ? lines.getFirst().replaceFirst("^\uFEFF", "") : lines.get(i);
            Matcher header = HEADER.matcher(line.strip());
            Location at = new Location(shownAs, i + 1, 1);
            if (header.matches()) {
                stanza = stanzas.computeIfAbsent(header.group(1), name -> new Stanza(name, at, new LinkedHashMap<>()));
            } else if (!line.isBlank() && line.strip().charAt(0) != '#') {
                List<String> whole = new ArrayList<>(List.of(line));
                while (goesOn(whole) && i + 1 < lines.size()) {
                    whole.add(lines.get(++i));
                }
                if (stanza.settings.isEmpty()) {
                    stanzas.putIfAbsent(stanza.name, stanza);
                }
                setting(whole, at, stanza, problems);
            }
        }
        return new ConfFile(stanzas);
    }

    /// Whether the last line ends with a backslash, which goes.
    private static boolean goesOn(List<String> lines) {
        String last = lines.getLast().stripTrailing();
        if (!last.endsWith("\\")) {
            return false;
        }
        lines.set(lines.size() - 1, last.substring(0, last.length() - 1));
        return true;
    }

    private static void setting(List<String> lines, Location at, Stanza stanza, Problems problems) {
        String first = lines.getFirst();
        int equals = first.indexOf('=');
        if (equals < 1) {
            problems.error(at, "`" + first.strip() + "` is no setting", "Write `key = value`.");
            return;
        }
        int start = equals + 1;
        while (start < first.length() && Character.isWhitespace(first.charAt(start))) {
            start++;
        }
        lines.set(0, first.substring(start));
        String value = String.join("\n", lines).stripTrailing();
        stanza.settings.put(first.substring(0, equals).strip(), new Setting(at, at.within(1, start + 1), value));
    }
}
