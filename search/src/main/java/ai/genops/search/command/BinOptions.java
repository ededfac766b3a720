package ai.genops.search.command;

import ai.genops.search.spl.Cursor;
import org.jspecify.annotations.Nullable;

/// How `bin` cuts: into spans that are named, or into at most so many of them.
///
/// @param bins at most so many, where no span is named
/// @param least no span is smaller that was not named
/// @param start from where numbers are cut at the latest
/// @param end up to where numbers are cut at least
/// @param align the time with which a span begins
record BinOptions(
        @Nullable String span,
        long bins,
        @Nullable String least,
        double start,
        double end,
        @Nullable String align) {
    static final String[] NAMES = {"span", "bins", "minspan", "aligntime", "start", "end"};

    static final BinOptions DEFAULT = new BinOptions(null, Spans.DEFAULT_BINS, null, Double.NaN, Double.NaN, null);

    static BinOptions read(Cursor in, BinOptions before) {
        BinOptions read = before;
        for (String option = in.option(NAMES); option != null; option = in.option(NAMES)) {
            read = read.with(option, in);
        }
        return read;
    }

    BinOptions with(String option, Cursor in) {
        return switch (option) {
            case "span" -> new BinOptions(in.optionValue(), bins, least, start, end, align);
            case "bins" -> new BinOptions(span, Math.max(Numbers.required(in), 1), least, start, end, align);
            case "minspan" -> new BinOptions(span, bins, in.optionValue(), start, end, align);
            case "start" -> new BinOptions(span, bins, least, Numbers.any(in), end, align);
            case "end" -> new BinOptions(span, bins, least, start, Numbers.any(in), align);
            default -> new BinOptions(span, bins, least, start, end, in.optionValue());
        };
    }
}
