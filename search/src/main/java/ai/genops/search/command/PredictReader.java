package ai.genops.search.command;

import ai.genops.search.command.PredictOptions.Bound;
import ai.genops.search.forecast.Forecasts.Algorithm;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the arguments of `predict`: fields, and options in between.
final class PredictReader {
    private static final String[] OPTIONS = {
        "algorithm", "future_timespan", "holdback", "period", "correlate", "correlate_field", "suppress"
    };
    private static final Pattern BOUND = Pattern.compile("(?i)(lower|upper)(\\d{1,2})\\s*=");

    private final Cursor in;
    private final int at;
    private final List<Predict.Field> fields = new ArrayList<>();
    private PredictOptions options = PredictOptions.DEFAULT;
    private boolean future;

    PredictReader(Cursor in) {
        this.in = in;
        at = in.here();
    }

    Predict read() {
        while (!in.atEnd()) {
            Matcher bound = BOUND.matcher(in.text()).region(in.here(), in.text().length());
            String option = in.option(OPTIONS);
            if (option != null) {
                option(option);
            } else if (bound.lookingAt()) {
                in.back(bound.end());
                bound(bound);
            } else {
                UnknownOption.refuse(in, "predict", OPTIONS);
                String name = in.name("a field");
                fields.add(new Predict.Field(
                        name, in.acceptWord("as") ? in.name("the new name") : "prediction(" + name + ")"));
            }
            in.accept(",");
        }
        if (fields.isEmpty()) {
            throw in.errorAt(at, "`predict` needs a field", "Example: timechart span=1d count | predict count");
        }
        checkSeries();
        if (options.algorithm() == Algorithm.LLB && !future) {
            options = options.withFuture(0);
        }
        return new Predict(List.copyOf(fields), options, at);
    }

    /// LLB takes one field to predict and one to predict it by, BiLL two.
    private void checkSeries() {
        boolean by = !options.correlate().isEmpty();
        if (by != (options.algorithm() == Algorithm.LLB)) {
            throw in.errorAt(
                    at,
                    by ? "`correlate` is of algorithm=LLB" : "LLB needs the field that it predicts by",
                    "Example: predict cost algorithm=LLB correlate=tokens");
        }
        if (options.algorithm() == Algorithm.BILL && fields.size() != 2) {
            throw in.errorAt(
                    at,
                    "BiLL predicts two fields, here are %d".formatted(fields.size()),
                    "Example: predict cost tokens algorithm=BiLL");
        }
    }

    private void bound(Matcher written) {
        var bound = new Bound(Integer.parseInt(written.group(2)), in.optionValue());
        boolean lower = written.group(1).equalsIgnoreCase("lower");
        options = lower ? options.withLower(bound) : options.withUpper(bound);
    }

    private void option(String option) {
        future |= option.equals("future_timespan");
        options = switch (option) {
            case "algorithm" -> options.with(algorithm());
            case "future_timespan" -> options.withFuture(count(option, 0));
            case "holdback" -> options.withHoldback(count(option, 0));
            case "period" -> options.withPeriod(count(option, 2));
            case "suppress" -> options.suppressing(in.optionValue());
            default -> options.correlatedWith(in.optionValue());
        };
    }

    private Algorithm algorithm() {
        int place = in.here();
        String name = in.optionValue().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "LL", "LLT", "LLP", "LLP5", "LLB", "BILL" -> Algorithm.valueOf(name);
            default ->
                throw in.errorAt(
                        place,
                        "there is no algorithm `%s`".formatted(name),
                        "There are LL, LLT, LLP, LLP5, LLB, BiLL.");
        };
    }

    private int count(String option, int least) {
        int place = in.here();
        long count = Numbers.required(in);
        if (count < least || count > PredictOptions.MOST) {
            throw in.errorAt(
                    place,
                    "`%s` must be from %d to %,d, is %d".formatted(option, least, PredictOptions.MOST, count),
                    null);
        }
        return (int) count;
    }
}
