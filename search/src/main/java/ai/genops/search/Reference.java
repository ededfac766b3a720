package ai.genops.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// What the language has, with a line on each, for who writes a query.
public record Reference(String kind, String name, String text) {
    private static final List<Reference> ALL = read();

    public static List<Reference> commands() {
        return of("command");
    }

    /// Those of `eval` and `where`.
    public static List<Reference> functions() {
        return of("function");
    }

    /// Those of `stats` and its like.
    public static List<Reference> aggregates() {
        return of("aggregate");
    }

    private static List<Reference> of(String kind) {
        return ALL.stream().filter(entry -> entry.kind.equals(kind)).toList();
    }

    private static List<Reference> read() {
        var file = Objects.requireNonNull(Reference.class.getResourceAsStream("reference.txt"));
        try (var in = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 3))
                    .map(words -> new Reference(words[0], words[1], words[2]))
                    .collect(Collectors.toUnmodifiableList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
