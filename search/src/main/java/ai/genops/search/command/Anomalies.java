package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `anomalies threshold=0.01 field=_raw maxvalues=100 by source`: keeps rows whose text is unlike those of the
/// rows before them, and says under `unexpectedness` how much; with `labelonly=t` keeps all. Splunk, Search
/// Reference, `anomalies`:
///
/// ```
/// unexpectedness = (s(P and X) - s(P)) / (s(P) + s(X))     X a text, P the texts before it
/// ```
///
/// What `s` is Splunk does not tell; here it is how many different terms there are.
///
/// @param maxValues how many texts before each are looked at
/// @param normalize whether all numbers are one term
/// @param by fields; only rows with the same values are before one another
record Anomalies(double threshold, boolean labelOnly, boolean normalize, long maxValues, String field, List<String> by)
        implements Command.Step {
    private static final String[] OPTIONS = {"threshold", "labelonly", "normalize", "maxvalues", "field"};
    private static final String[] LISTS = {"denylist", "denylistthreshold", "blacklist", "blacklistthreshold"};

    private static final Pattern BETWEEN_TERMS = Pattern.compile("[^\\p{L}\\p{N}_]+");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    /// Terms that are looked at of a text.
    private static final int MOST_TERMS = 200;

    private static final int MOST_VALUES = 10_000;

    static Anomalies read(Cursor in) {
        var read = new Anomalies(0.01, false, true, 100, "_raw", List.of());
        for (String option = in.option(OPTIONS); option != null; option = in.option(OPTIONS)) {
            read = read.with(option, in);
        }
        if (in.option(LISTS) != null) {
            throw in.error("`anomalies` takes no lists of what is expected here", "Leave such events out by a search.");
        }
        UnknownOption.refuse(in, "anomalies", OPTIONS);
        List<String> by = in.acceptWord("by") ? FieldLists.read(in) : List.of();
        return new Anomalies(read.threshold, read.labelOnly, read.normalize, read.maxValues, read.field, by);
    }

    private Anomalies with(String option, Cursor in) {
        return switch (option) {
            case "threshold" -> new Anomalies(Numbers.any(in), labelOnly, normalize, maxValues, field, by);
            case "labelonly" -> new Anomalies(threshold, Numbers.flag(in), normalize, maxValues, field, by);
            case "normalize" -> new Anomalies(threshold, labelOnly, Numbers.flag(in), maxValues, field, by);
            case "maxvalues" -> new Anomalies(threshold, labelOnly, normalize, maxValues(in), field, by);
            default -> new Anomalies(threshold, labelOnly, normalize, maxValues, in.optionValue(), by);
        };
    }

    private static long maxValues(Cursor in) {
        int at = in.here();
        long count = Numbers.required(in);
        if (count < 1 || count > MOST_VALUES) {
            throw in.errorAt(at, "`maxvalues` must be from 1 to %,d, is %d".formatted(MOST_VALUES, count), null);
        }
        return count;
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        GridColumns columns = Rows.fetch(input, field, "anomalies", planning);
        List<@Nullable List<String>> texts = columns.remove(Rows.TEXT);
        Map<List<@Nullable List<String>>, Before> before = new HashMap<>();
        var found = new double[texts.size()];
        for (int row = 0; row < found.length; row++) {
            int of = row;
            List<String> text = texts.get(row);
            List<@Nullable List<String>> group = by.stream()
                    .<@Nullable List<String>>map(name -> columns.cell(name, of))
                    .toList();
            found[row] = text == null
                    ? Double.NaN
                    : before.computeIfAbsent(group, _ -> new Before())
                            .unexpectedness(terms(text.getFirst()), maxValues);
        }
        columns.put("unexpectedness", Type.NUMBER, found);
        return Rows.of(columns.grid(row -> labelOnly || found[row] > threshold), "anomalies", planning);
    }

    private Set<String> terms(String text) {
        String known = normalize ? NUMBER.matcher(text).replaceAll("0") : text;
        Set<String> terms = new HashSet<>();
        BETWEEN_TERMS
                .splitAsStream(known)
                .filter(term -> !term.isEmpty())
                .limit(MOST_TERMS)
                .forEach(terms::add);
        return terms;
    }

    /// The texts before one, and how many of them have each term.
    private static final class Before {
        private final Deque<Set<String>> texts = new ArrayDeque<>();
        private final Map<String, Integer> having = new HashMap<>();

        /// Of the next text.
        double unexpectedness(Set<String> terms, long most) {
            long added =
                    terms.stream().filter(term -> !having.containsKey(term)).count();
            double all = having.size() + terms.size();
            texts.add(terms);
            terms.forEach(term -> having.merge(term, 1, Integer::sum));
            if (texts.size() > most) {
                texts.remove()
                        .forEach(term -> having.computeIfPresent(term, (_, count) -> count == 1 ? null : count - 1));
            }
            return all == 0 ? 0 : added / all;
        }
    }
}
