package ai.genops.expression;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the expressions and templates of the conformance files, in their order. It knows as much of YAML as those
/// files need: plain and double-quoted scalars, literal blocks, comments behind them.
final class Conformance {
    private static final Path ROOT = Path.of("src/test/resources/conformance");
    private static final Pattern ENTRY = Pattern.compile("( *)(- )?(\\w+): *(.*)");

    private Conformance() {}

    /// What an entry is for.
    enum Kind {
        FILTER,
        FIELD,
        LOOKED_UP,
        TEMPLATE
    }

    record Entry(Kind kind, String name, String text) {}

    static List<Path> files() {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Entry> entries(Path file) {
        try {
            return entries(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Entry> entries(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        String section = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = ENTRY.matcher(lines.get(i));
            if (!matcher.matches()) {
                if (section.equals("add_fields") && lines.get(i).strip().startsWith("- ")) {
                    entries.add(new Entry(Kind.LOOKED_UP, lines.get(i).strip().substring(2), ""));
                }
                continue;
            }
            String key = matcher.group(3);
            String text = matcher.group(4).equals("|")
                    ? block(lines, i + 1, matcher.group(1).length() + (matcher.group(2) == null ? 0 : 2))
                    : scalar(matcher.group(4));
            if (section.equals("expressions") && matcher.group(2) != null && !key.equals("name")) {
                entries.add(new Entry(Kind.FIELD, key, text));
                continue;
            }
            section = key;
            switch (key) {
                case "expression", "condition", "filter" -> entries.add(new Entry(Kind.FILTER, key, text));
                case "payload_template", "event_template" -> entries.add(new Entry(Kind.TEMPLATE, key, text));
                default -> {}
            }
        }
        return entries;
    }

    private static String scalar(String text) {
        return text.startsWith("\"") ? text.substring(1, text.indexOf('"', 1)) : text.replaceFirst("\\s+#.*", "");
    }

    private static String block(List<String> lines, int from, int indent) {
        var block = new StringBuilder();
        int margin = lines.get(from).length() - lines.get(from).stripLeading().length();
        for (int i = from; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.startsWith(" ".repeat(indent + 1))) {
                break;
            }
            block.append(line.isBlank() ? "" : line.substring(margin)).append('\n');
        }
        return block.toString().stripTrailing() + "\n";
    }
}
