package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `anomalydetection method=histogram action=filter x y`: finds rows whose values are rare: all of a row's
/// together ([RareRows]), each by itself (`method=zscore`, [RareValues]), or numbers far from the others
/// (`method=iqr`, [Outlier]). Without fields all whose names do not begin with `_`. Splunk, Search Reference,
/// `anomalydetection`.
///
/// @param threshold the probability below which a row or value is an anomaly; NaN: the method's own
/// @param cutoff whether no more than a twentieth of all rows may be
record Anomalydetection(boolean zscore, Action action, double threshold, boolean cutoff, List<String> fields)
        implements Command.Step {
    /// What becomes of the rows.
    enum Action {
        /// Those with anomalies stay, with what was found.
        FILTER,
        /// All stay.
        ANNOTATE,
        /// Figures take their place.
        SUMMARY
    }

    private static final String[] OPTIONS = {"method", "action", "pthresh", "cutoff", "param", "uselower", "mark"};

    static Command read(Cursor in) {
        return new Reader(in).read();
    }

    /// Reads options and fields in any order.
    private static final class Reader {
        private final Cursor in;
        private final List<String> fields = new ArrayList<>();
        private String method = "histogram";
        private String action = "";
        private int actionAt;
        private int ofOthersAt = -1;
        private int ofIqrAt = -1;
        private double threshold = Double.NaN;
        private boolean cutoff = true;
        private Outlier outlier = Outlier.DEFAULT;

        Reader(Cursor in) {
            this.in = in;
            actionAt = in.here();
        }

        Command read() {
            while (!in.atEnd()) {
                int at = in.here();
                String option = in.option(OPTIONS);
                if (option == null) {
                    UnknownOption.refuse(in, "anomalydetection", OPTIONS);
                    fields.add(in.name("a field"));
                } else {
                    option(option, at);
                }
                in.accept(",");
            }
            boolean iqr = method.equals("iqr");
            int wrong = iqr ? ofOthersAt : ofIqrAt;
            if (wrong >= 0) {
                throw in.errorAt(
                        wrong,
                        "`method=%s` has no such option".formatted(method),
                        iqr ? "It has: param, uselower, mark." : "It has: pthresh, and histogram cutoff.");
            }
            return iqr
                    ? outlier()
                    : new Anomalydetection(method.equals("zscore"), action(), threshold, cutoff, fields());
        }

        private void option(String option, int at) {
            int place = in.here();
            switch (option) {
                case "method" -> {
                    method = in.optionValue().toLowerCase(Locale.ROOT);
                    if (!List.of("histogram", "zscore", "iqr").contains(method)) {
                        throw in.errorAt(place, "`method` is histogram, zscore or iqr, not `" + method + "`", null);
                    }
                }
                case "action" -> {
                    action = in.optionValue().toLowerCase(Locale.ROOT);
                    actionAt = place;
                }
                case "pthresh" -> {
                    threshold = Numbers.any(in);
                    ofOthersAt = at;
                    if (threshold <= 0 || threshold > 1) {
                        throw in.errorAt(place, "`pthresh` must be above 0 and at most 1, is " + threshold, null);
                    }
                }
                case "cutoff" -> {
                    cutoff = Numbers.flag(in);
                    ofOthersAt = at;
                }
                default -> {
                    ofIqrAt = at;
                    outlier = outlier.with(option, in);
                }
            }
        }

        private Outlier outlier() {
            Outlier read = action.isEmpty() ? outlier : outlier.with(action, actionAt, in);
            return read.of(fields());
        }

        private List<String> fields() {
            return List.copyOf(fields);
        }

        private Action action() {
            return switch (action) {
                case "", "filter" -> Action.FILTER;
                case "annotate" -> Action.ANNOTATE;
                case "summary" -> Action.SUMMARY;
                default ->
                    throw in.errorAt(
                            actionAt,
                            "`action` is filter, annotate or summary, not `" + action + "`",
                            "`remove` and `transform` are of method=iqr.");
            };
        }
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        var columns = new GridColumns(Rows.fetch(input, "anomalydetection", planning));
        List<String> names = columns.names(fields);
        Grid found = zscore
                ? new RareValues(columns, names, Double.isNaN(threshold) ? RareValues.THRESHOLD : threshold)
                        .with(action)
                : RareRows.of(columns, names).with(action, Math.log(threshold), cutoff);
        return Rows.of(found, "anomalydetection", planning);
    }
}
