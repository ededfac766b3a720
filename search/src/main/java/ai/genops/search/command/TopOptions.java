package ai.genops.search.command;

import ai.genops.search.spl.Cursor;
import java.util.stream.Stream;

/// The options of `top` and `rare`, before the fields or after them.
final class TopOptions {
    private static final String[] NAMES = {
        "limit", "countfield", "percentfield", "otherstr", "showcount", "showperc", "useother"
    };
    static final String[] STOPS =
            Stream.concat(Stream.of("by"), Stream.of(NAMES)).toArray(String[]::new);

    long limit = 10;
    private String count = "count";
    private String percent = "percent";
    private String other = "OTHER";
    private boolean showCount = true;
    private boolean showPercent = true;
    private boolean useOther;

    void read(String command, Cursor in) {
        for (String option = in.option(NAMES); option != null; option = in.option(NAMES)) {
            switch (option) {
                case "limit" -> limit = Numbers.required(in);
                case "countfield" -> count = in.optionValue();
                case "percentfield" -> percent = in.optionValue();
                case "otherstr" -> other = in.optionValue();
                case "showcount" -> showCount = Numbers.flag(in);
                case "showperc" -> showPercent = Numbers.flag(in);
                default -> useOther = Numbers.flag(in);
            }
        }
        UnknownOption.refuse(in, command, NAMES);
    }

    Top.Show show() {
        return new Top.Show(showCount ? count : null, showPercent ? percent : null, useOther ? other : null);
    }
}
