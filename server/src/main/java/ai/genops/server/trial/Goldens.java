package ai.genops.server.trial;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.config.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes what came of tests into their files as what is expected. Only the lines of `expect` change; a remark among
/// them is lost.
public final class Goldens {
    private static final Pattern EXPECT = Pattern.compile("\\s*(- +)?expect\\s*:.*");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private Goldens() {}

    /// Rewrites one file for those of its tests that failed. Of a test that wants its events dropped nothing is
    /// changed.
    public static void write(Path path, List<TestRun.Result> results) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(path));
        results.stream()
                .filter(result -> !result.passed() && !result.test().dropped())
                .sorted(Comparator.comparingInt(
                                (TestRun.Result result) -> result.test().at().line())
                        .reversed())
                .forEach(result -> replace(lines, result));
        Files.writeString(path, String.join("\n", lines) + "\n");
    }

    private static void replace(List<String> lines, TestRun.Result result) {
        int first = result.test().at().line() - 1;
        int indent = result.test().at().column() - 1;
        int end = end(lines, first, indent - 1);
        int from = end;
        for (int i = first; i < end; i++) {
            if (EXPECT.matcher(lines.get(i)).matches() && keyIndent(lines.get(i)) == indent) {
                from = i;
            }
        }
        int to = from == end ? end : end(lines, from, indent);
        boolean opens = from < end && from == first; // `- expect:` is the test's first line
        List<String> block = block(result, indent);
        if (opens) {
            block.set(0, lines.get(from).substring(0, indent) + block.getFirst().stripLeading());
        }
        lines.subList(from, to).clear();
        lines.addAll(from, block);
    }

    /// The line after the last that is indented deeper than `indent`; remarks and blank lines before the next block are
    /// that one's.
    private static int end(List<String> lines, int from, int indent) {
        int end = from + 1;
        for (int i = from + 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            if (line.length() - line.stripLeading().length() <= indent) {
                break;
            }
            end = i + 1;
        }
        return end;
    }

    private static int keyIndent(String line) {
        String rest = line.stripLeading();
        String key = rest.startsWith("-") ? rest.substring(1).stripLeading() : rest;
        return line.length() - key.length();
    }

    private static List<String> block(TestRun.Result result, int indent) {
        String inner = " ".repeat(indent + 2);
        List<String> block = new ArrayList<>();
        block.add(" ".repeat(indent) + "expect:");
        for (String destination : result.arrived().keySet()) {
            List<Map<String, @Nullable Object>> events =
                    Objects.requireNonNull(result.arrived().get(destination));
            Yaml.Sequence expected = result.test().expected().get(destination);
            if (!isWanted(result, expected)) {
                continue;
            }
            block.add(inner + name(destination) + (events.isEmpty() ? ": []" : ":"));
            for (int i = 0; i < events.size(); i++) {
                Yaml item = expected != null && i < expected.items().size()
                        ? expected.items().get(i)
                        : null;
                String mark = "- ";
                for (var member : members(result, item, events.get(i)).entrySet()) {
                    block.add(inner + "  " + mark + name(member.getKey()) + ": "
                            + new JsonBuffer(64).value(member.getValue()));
                    mark = "  ";
                }
            }
        }
        return block;
    }

    private static boolean isWanted(TestRun.Result result, Yaml.@Nullable Sequence expected) {
        return expected != null
                || result.test().expected().isEmpty()
                || (result.test().match() == TestFile.Match.EXACT);
    }

    /// Of an event that was expected, what was expected of it; of any other, what the pipeline set.
    private static Map<String, @Nullable Object> members(
            TestRun.Result result, @Nullable Yaml expected, Map<String, @Nullable Object> event) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (expected instanceof Yaml.Mapping mapping) {
            mapping.members().forEach((name, member) -> members.put(name, restricted(member.value(), event.get(name))));
        }
        if (expected == null || result.test().match() == TestFile.Match.EXACT) {
            for (String field : result.file().pipeline().fields().names()) {
                if (event.get(field) != null && !result.test().ignore().contains(field)) {
                    members.put(field, event.get(field));
                }
            }
        }
        return members;
    }

    private static @Nullable Object restricted(Yaml expected, @Nullable Object actual) {
        if (expected instanceof Yaml.Mapping mapping && actual instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            mapping.members().forEach((name, member) -> members.put(name, restricted(member.value(), map.get(name))));
            return members;
        }
        return actual;
    }

    private static String name(String name) {
        return PLAIN.matcher(name).matches()
                ? name
                : new JsonBuffer(64).text(name).toString();
    }
}
