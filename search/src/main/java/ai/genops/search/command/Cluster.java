package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// `cluster t=0.8 showcount=t field=_raw match=termlist`: puts rows with similar texts together, see
/// [SimilarTexts]; the first row of each cluster stays, with `labelonly=t` all of them. Rows without the field
/// are in no cluster. Splunk, Search Reference, `cluster`.
///
/// @param threshold how similar, above 0 and below 1
/// @param showCount whether rows have the size of their cluster under `countField`
/// @param labelOnly whether all rows stay
record Cluster(
        double threshold,
        SimilarTexts.Match match,
        @Nullable String delimiters,
        String field,
        boolean showCount,
        String countField,
        String labelField,
        boolean labelOnly)
        implements Command.Step {
    private static final String[] OPTIONS = {
        "t", "match", "delims", "field", "showcount", "countfield", "labelfield", "labelonly"
    };
    private static final Cluster DEFAULT =
            new Cluster(0.8, SimilarTexts.Match.TERMLIST, null, "_raw", false, "cluster_count", "cluster_label", false);

    static Cluster read(Cursor in) {
        Cluster read = DEFAULT;
        for (String option = in.option(OPTIONS); option != null; option = in.option(OPTIONS)) {
            read = read.with(option, in);
            in.accept(",");
        }
        UnknownOption.refuse(in, "cluster", OPTIONS);
        return read;
    }

    private Cluster with(String option, Cursor in) {
        double t = option.equals("t") ? threshold(in) : threshold;
        SimilarTexts.Match how = option.equals("match") ? match(in) : match;
        String delims = option.equals("delims") ? in.optionValue() : delimiters;
        String of = option.equals("field") ? in.optionValue() : field;
        boolean counts = option.equals("showcount") ? Numbers.flag(in) : showCount;
        String count = option.equals("countfield") ? in.optionValue() : countField;
        String label = option.equals("labelfield") ? in.optionValue() : labelField;
        boolean all = option.equals("labelonly") ? Numbers.flag(in) : labelOnly;
        return new Cluster(t, how, delims, of, counts, count, label, all);
    }

    private static double threshold(Cursor in) {
        int at = in.here();
        double t = Numbers.any(in);
        if (t <= 0 || t >= 1) {
            throw in.errorAt(at, "`t` must be above 0 and below 1, is " + t, "The default is 0.8.");
        }
        return t;
    }

    private static SimilarTexts.Match match(Cursor in) {
        int at = in.here();
        String name = in.optionValue().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "termlist" -> SimilarTexts.Match.TERMLIST;
            case "termset" -> SimilarTexts.Match.TERMSET;
            case "ngramset" -> SimilarTexts.Match.NGRAMSET;
            default -> throw in.errorAt(at, "`match` is termlist, termset or ngramset, not `" + name + "`", null);
        };
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        GridColumns columns = Rows.fetch(input, field, "cluster", planning);
        List<@Nullable List<String>> texts = columns.remove(Rows.TEXT);
        int[] labels = new SimilarTexts(match, delimiters, threshold)
                .labels(texts.stream()
                        .<@Nullable String>map(text -> text == null ? null : text.getFirst())
                        .toList());
        var sizes = new int[texts.size() + 1];
        var first = new boolean[texts.size()];
        for (int row = 0; row < labels.length; row++) {
            first[row] = sizes[labels[row]]++ == 0 && labels[row] > 0;
        }
        if (showCount) {
            columns.put(countField, Type.NUMBER, cells(labels, sizes));
        }
        columns.put(
                labelField,
                Type.NUMBER,
                cells(labels, IntStream.rangeClosed(0, labels.length).toArray()));
        return Rows.of(columns.grid(row -> labelOnly || first[row]), "cluster", planning);
    }

    private static List<@Nullable List<String>> cells(int[] labels, int[] byLabel) {
        var cells = new ArrayList<@Nullable List<String>>();
        for (int label : labels) {
            cells.add(label == 0 ? null : List.of(String.valueOf(byLabel[label])));
        }
        return cells;
    }
}
