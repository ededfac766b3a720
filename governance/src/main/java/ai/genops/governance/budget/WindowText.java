package ai.genops.governance.budget;

import ai.genops.governance.budget.Window.Calendar;
import ai.genops.governance.budget.Window.Lifetime;
import ai.genops.governance.budget.Window.Rolling;
import java.time.Duration;
import java.time.ZoneId;

/** A window as text: {@code MONTH Europe/Berlin}, {@code PT24H 60}, {@code LIFETIME}. */
public final class WindowText {
    private static final String LIFETIME = "LIFETIME";

    private WindowText() {}

    public static String of(Window window) {
        if (window instanceof Calendar calendar) {
            return calendar.unit() + " " + calendar.zone().getId();
        }
        return window instanceof Rolling rolling ? rolling.length() + " " + rolling.slices() : LIFETIME;
    }

    /**
     * The window of a text.
     *
     * @throws RuntimeException if it is none: a DateTimeException or an IllegalArgumentException
     */
    public static Window read(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            return new Lifetime();
        }
        String first = text.substring(0, space);
        String second = text.substring(space + 1);
        return first.startsWith("PT")
                ? new Rolling(Duration.parse(first), Integer.parseInt(second))
                : new Calendar(Calendar.Unit.valueOf(first), ZoneId.of(second));
    }
}
