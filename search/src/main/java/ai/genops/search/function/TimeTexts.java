package ai.genops.search.function;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.TimeFormat;
import java.util.HashMap;
import java.util.Map;

/// Times as texts, and texts as times. What the engine's own formats say alike it does itself; the rest, and formats
/// of events, goes through [TimeFormat].
public final class TimeTexts {
    /// Variables of a format, and the engine's that read and write the same.
    private static final Map<String, String> READS = with(
            Map.of("%3N", "%g", "%3Q", "%g", "%Q", "%g", "%6N", "%f", "%9N", "%n", "%N", "%n"), "YymdjHIMSpaAbBf%");

    private static final Map<String, String> WRITES = with(READS, "UWVGuw");

    private TimeTexts() {}

    /// With those that have the same letter.
    private static Map<String, String> with(Map<String, String> different, String letters) {
        Map<String, String> variables = new HashMap<>(different);
        letters.chars().mapToObj(letter -> "%" + (char) letter).forEach(same -> variables.put(same, same));
        return Map.copyOf(variables);
    }

    /// The text that a time is in a format.
    ///
    /// @param time seconds since 1970
    public static Expr text(Expr time, Expr format, Planning planning) {
        String own = format instanceof Text(String stated) ? TimeFormat.translate(stated, WRITES) : null;
        Expr at = Coerce.time(time);
        return own == null
                ? call(Op.TIME_TEXT, Type.TEXT, at, Coerce.text(format), zone(planning))
                : call(Op.STRFTIME, Type.TEXT, at, new Text(own), zone(planning));
    }

    /// The time that a text says in a format, in seconds since 1970.
    public static Expr time(Expr text, Expr format, Planning planning) {
        String own = format instanceof Text(String stated) ? TimeFormat.translate(stated, READS) : null;
        Expr said = Coerce.text(text);
        return own == null
                ? call(Op.TIME_OF_TEXT, Type.NUMBER, said, Coerce.text(format), zone(planning))
                : call(Op.STRPTIME, Type.NUMBER, said, new Text(own), zone(planning));
    }

    static Text zone(Planning planning) {
        return new Text(planning.zone().getId());
    }
}
