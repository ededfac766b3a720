package ai.genops.search.sql;

import ai.genops.lake.ColumnKind;
import ai.genops.lake.DataFile;
import ai.genops.search.plan.Expr;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The words that are looked for in a scan's events.
record ScanWords(List<Expr.Call> words) {

    /// Whether a word asks for attributes of this name.
    boolean askFor(String name) {
        return words.stream().anyMatch(word -> names(word).contains(name));
    }

    /// Those of which a file's columns tell whether an event has them, without its text.
    Set<Expr.Call> toldBy(DataFile file) {
        return words.stream().filter(word -> tells(file, word)).collect(Collectors.toUnmodifiableSet());
    }

    /// If the file knows of a prefix, and all attributes in which the word may be are looked at.
    private static boolean tells(DataFile file, Expr.Call word) {
        String begins = ((Expr.Text) word.args().get(3)).value();
        return file.prefixes().stream().anyMatch(begins::startsWith)
                && file.columns().entrySet().stream()
                        .filter(column -> column.getValue().kind() != ColumnKind.NONE)
                        .filter(column ->
                                column.getKey().toLowerCase(Locale.ROOT).startsWith(begins))
                        .allMatch(column -> names(word).contains(column.getKey()));
    }

    private static List<String> names(Expr.Call word) {
        return ScanReads.attributes(word).stream()
                .map(attribute -> attribute.names().getFirst())
                .toList();
    }
}
