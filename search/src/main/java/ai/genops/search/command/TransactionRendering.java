package ai.genops.search.command;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How the values of a transaction's events are put together: each different one once, in the order of texts, or of
/// fields that are rendered as lists all of them, in the events' order, with a text for each event that has none.
///
/// @param lists whether all fields are rendered as lists
/// @param listed fields that are
/// @param missing what stands for a missing value in a list
/// @param delimiter between the events' texts; null: a new line
/// @param rawList whether the texts stay several values, unless there is a delimiter
record TransactionRendering(
        boolean lists,
        List<String> listed,
        String missing,
        @Nullable String delimiter,
        boolean rawList) {
    static final TransactionRendering DEFAULT = new TransactionRendering(false, List.of(), "NULL", null, false);

    TransactionRendering withLists(boolean all, List<String> some) {
        return new TransactionRendering(all, some, missing, delimiter, rawList);
    }

    TransactionRendering withMissing(String text) {
        return new TransactionRendering(lists, listed, text, delimiter, rawList);
    }

    TransactionRendering delimitedBy(String text) {
        return new TransactionRendering(lists, listed, missing, text, rawList);
    }

    TransactionRendering withRawList(boolean on) {
        return new TransactionRendering(lists, listed, missing, delimiter, on);
    }

    /// A field's values in a transaction; null if no event has it.
    ///
    /// @param byEvent in the events' order
    @Nullable
    List<String> values(String field, List<? extends @Nullable List<String>> byEvent) {
        boolean list = lists || listed.contains(field);
        var all = new ArrayList<String>();
        boolean none = true;
        for (List<String> values : byEvent) {
            none &= values == null;
            if (values != null) {
                all.addAll(values);
            } else if (list) {
                all.add(missing);
            }
        }
        return none ? null : list ? all : List.copyOf(new TreeSet<>(all));
    }

    boolean hasRawList() {
        return rawList && delimiter == null;
    }

    /// The texts of a transaction's events; null if none has one.
    @Nullable
    List<String> raw(List<? extends @Nullable List<String>> byEvent) {
        var texts = new ArrayList<String>();
        for (List<String> values : byEvent) {
            if (values != null) {
                texts.addAll(values);
            }
        }
        if (texts.isEmpty()) {
            return null;
        }
        return hasRawList() ? texts : List.of(String.join(delimiter == null ? "\n" : delimiter, texts));
    }
}
