package ai.genops.search.command;

import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;

/// Field names separated by commas or spaces.
final class FieldLists {
    private FieldLists() {}

    /// To the end of the command; at least one.
    static List<String> read(Cursor in) {
        var names = new ArrayList<String>();
        do {
            names.add(in.name("a field"));
            commas(in);
        } while (!in.atEnd());
        return List.copyOf(names);
    }

    /// As [#read], but possibly none.
    static List<String> readOptional(Cursor in) {
        return in.atEnd() ? List.of() : read(in);
    }

    /// After `by`, up to the end of the command, an option or one of these words.
    static List<String> readUntil(Cursor in, String... words) {
        var names = new ArrayList<String>();
        do {
            names.add(in.name("a field"));
            commas(in);
        } while (!in.atEnd() && !in.comesOption() && !standsBefore(in, words));
        return List.copyOf(names);
    }

    /// A comma, or several where one was left when a list was edited.
    private static void commas(Cursor in) {
        while (in.accept(",")) {
            // Commas separate no more than spaces do.
        }
    }

    private static boolean standsBefore(Cursor in, String... words) {
        int at = in.here();
        for (String word : words) {
            if (in.acceptWord(word) || in.option(word) != null) {
                in.back(at);
                return true;
            }
        }
        return false;
    }
}
