package ai.genops.search.command;

import ai.genops.search.report.SearchException;
import ai.genops.search.spl.Condition;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.SearchParser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what `mstats` and `mcatalog` are written with: options, aggregates, `where`, `by`, in whatever order. Of one
/// command, by one thread.
final class MetricsReader {
    private static final List<String> WORDS = List.of("where", "by", "groupby");

    private final Cursor in;
    private final String command;
    private final String[] options;
    private final int at;
    private final List<Aggregation> aggregations = new ArrayList<>();
    private final List<String> by = new ArrayList<>();
    private @Nullable Condition where;
    private boolean append;
    private boolean prestats;
    private @Nullable String fill;
    private @Nullable String span;
    private @Nullable String every;
    private int spanAt;

    private MetricsReader(Cursor in, String command, String... options) {
        this.in = in;
        this.command = command;
        this.options = options;
        this.at = in.here();
    }

    static Mstats read(Cursor in, String command, String... options) {
        var reader = new MetricsReader(in, command, options);
        while (!in.atEnd()) {
            reader.part();
        }
        return reader.whole();
    }

    private void part() {
        int here = in.here();
        String option = in.option(options);
        if (option != null) {
            option(option, here);
        } else if (in.comesOption()) {
            throw in.error("`%s` has no option %s".formatted(command, in.found()), null);
        } else if (comesChart()) {
            throw noChart(here);
        } else if (in.acceptWord("where")) {
            if (where != null) {
                throw in.errorAt(here, "`where` stands here twice", "Put the conditions together.");
            }
            where = condition();
        } else if (in.acceptWord("by") || in.acceptWord("groupby")) {
            groups();
        } else {
            aggregations.addAll(Aggregation.readAll(in, WORDS.toArray(String[]::new)));
        }
    }

    /// Up to `by` or an option.
    private Condition condition() {
        Stream<String> ends = Stream.concat(WORDS.stream(), Stream.of(options).map(option -> option + "="));
        Condition read = new SearchParser(in, ends.toArray(String[]::new)).parse();
        Subsearches.check(read, in);
        return read;
    }

    private void option(String option, int here) {
        switch (option) {
            case "append" -> append = Numbers.flag(in);
            case "prestats" -> prestats = Numbers.flag(in);
            case "fillnull_value" -> fill = in.optionValue();
            case "span" -> {
                spanAt = in.here();
                span = in.optionValue();
            }
            case "every" -> {
                spanAt = in.here();
                every = in.optionValue();
            }
            case "chart" -> {
                if (Numbers.flag(in)) {
                    throw noChart(here);
                }
            }
            default -> in.optionValue();
        }
    }

    /// `chart.limit=5` and its like.
    private boolean comesChart() {
        int here = in.here();
        boolean found = in.word().equalsIgnoreCase("chart") && in.accept(".");
        in.back(here);
        return found;
    }

    private SearchException noChart(int here) {
        return in.errorAt(
                here,
                "`%s` makes no charts".formatted(command),
                "Write prestats=true, and behind it a command such as timechart avg(_value) by host.");
    }

    private void groups() {
        while (!in.atEnd() && !in.comesOption() && !Aggregation.comesWord(in, "where")) {
            int here = in.here();
            String field = in.name("a field");
            if (field.equals("_timeseries")) {
                throw in.errorAt(here, "there is no `_timeseries` here", "Name the dimensions that tell them apart.");
            }
            by.add(field);
            in.accept(",");
        }
    }

    private Mstats whole() {
        if (aggregations.isEmpty()) {
            throw in.error("`%s` needs an aggregate".formatted(command), "Example: avg(cpu.usage)");
        }
        if (by.remove("_time") && span == null) {
            span = "auto";
        }
        return new Mstats(
                List.copyOf(aggregations),
                new MetricPoints(where == null ? new Condition.All() : where),
                List.copyOf(by),
                new MetricSpan(span, every, spanAt),
                new Tstats.Options(append, prestats, fill),
                at);
    }
}
