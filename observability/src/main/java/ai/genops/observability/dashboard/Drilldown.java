package ai.genops.observability.dashboard;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a click in a panel does, in Simple XML's words: tokens are set, or another page is opened. In the values and the
 * address {@code $click.value$}, {@code $row.FIELD$} and tokens of the dashboard stand for what was clicked.
 *
 * @param sets values by token
 * @param link where it leads; empty: nowhere
 */
public record Drilldown(Map<String, String> sets, String link) {
    /** A click does what the product does by itself. */
    public static final Drilldown NONE = new Drilldown(Map.of(), "");

    public Drilldown {
        sets = Map.copyOf(sets);
    }

    static Drilldown of(XmlElement drilldown) {
        Map<String, String> sets = new TreeMap<>();
        drilldown.all("set").forEach(set -> sets.put(set.attribute("token"), set.text()));
        return new Drilldown(sets, drilldown.text("link"));
    }
}
