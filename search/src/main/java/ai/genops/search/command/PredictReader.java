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
        "algorithm", "future_timespan", "holdback", "period", "correlate", "suppress"
    };
    private static final Pattern BOUND = Pattern.compile("(?i)(lower|upper)(\\d{1,2})\\s*=");

    private final Cursor in;
    private final int at;
    private final List<Predict.Field> fields = new ArrayList<>();
    private PredictOptions options = PredictOptions.DEFAULT;

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
        return new Predict(List.copyOf(fields), options, at);
    }

    private void bound(Matcher written) {
        var bound = new Bound(Integer.parseInt(written.group(2)), in.optionValue());
        boolean lower = written.group(1).equalsIgnoreCase("lower");
        options = new PredictOptions(
                options.algorithm(),
                options.future(),
                options.holdback(),
                options.period(),
                lower ? bound : options.lower(),
                lower ? options.upper() : bound);
    }

    private void option(String option) {
        options = switch (option) {
            case "algorithm" -> options.with(algorithm());
            case "future_timespan" -> options.withFuture(count(option, 0));
            case "holdback" -> options.withHoldback(count(option, 0));
            case "period" -> options.withPeriod(count(option, 2));
            default ->
                throw in.error("`%s` is for two series that go together".formatted(option), "Predict each by itself.");
        };
    }

    private Algorithm algorithm() {
        int place = in.here();
        String name = in.optionValue().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "LL", "LLT", "LLP", "LLP5" -> Algorithm.valueOf(name);
            case "LLB", "BILL" ->
                throw in.errorAt(
                        place,
                        "`%s`, for two series that go together, is not available here".formatted(name),
                        "There are LL, LLT, LLP, LLP5.");
            default ->
                throw in.errorAt(place, "there is no algorithm `%s`".formatted(name), "There are LL, LLT, LLP, LLP5.");
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
