package ai.genops.observability.dashboard;

import java.util.Map;
import java.util.TreeMap;

/** Writes Splunk's Simple XML, version 1.1, to be imported there or kept in the configuration folder. */
public final class SimpleXmlWriter {
    private final StringBuilder out = new StringBuilder();
    private int depth;

    private SimpleXmlWriter() {}

    /** The whole document. */
    public static String write(Dashboard dashboard) {
        var writer = new SimpleXmlWriter();
        writer.dashboard(dashboard);
        return writer.out.toString();
    }

    private void dashboard(Dashboard dashboard) {
        String root = dashboard.inputs().isEmpty() ? "dashboard" : "form";
        open(root + " version=\"1.1\"");
        text("label", dashboard.title());
        text("description", dashboard.description());
        if (!dashboard.inputs().isEmpty()) {
            open("fieldset submitButton=\"false\"");
            dashboard.inputs().forEach(this::input);
            close("fieldset");
        }
        dashboard.rows().forEach(row -> {
            open("row");
            row.forEach(this::panel);
            close("row");
        });
        close(root);
    }

    private void input(Input input) {
        open("input type=\"" + escaped(input.type()) + "\" token=\"" + escaped(input.token())
                + "\" searchWhenChanged=\"true\"");
        text("label", input.label());
        input.choices()
                .forEach(choice -> line(
                        "<choice value=\"" + escaped(choice.value()) + "\">" + escaped(choice.label()) + "</choice>"));
        if (!input.search().isEmpty()) {
            open("search");
            text("query", Tokens.escape(input.search()));
            close("search");
            text("fieldForValue", input.valueField());
            text("fieldForLabel", input.labelField());
        }
        joining(input.joining());
        if (input.type().equals("time")) {
            open("default");
            text("earliest", input.defaults().get(0));
            text("latest", input.defaults().get(1));
            close("default");
        } else if (!input.defaults().isEmpty()) {
            text("default", String.join(",", input.defaults()));
        }
        close("input");
    }

    private void joining(Joining joining) {
        text("prefix", joining.prefix());
        text("suffix", joining.suffix());
        text("valuePrefix", joining.valuePrefix());
        text("valueSuffix", joining.valueSuffix());
        text("delimiter", joining.delimiter().equals(Joining.NONE.delimiter()) ? "" : joining.delimiter());
    }

    private void drilldown(Drilldown drilldown) {
        if (drilldown.equals(Drilldown.NONE)) {
            return;
        }
        open("drilldown");
        new TreeMap<>(drilldown.sets())
                .forEach((token, value) -> line("<set token=\"" + escaped(token) + "\">" + escaped(value) + "</set>"));
        text("link", drilldown.link());
        close("drilldown");
    }

    private void panel(Panel panel) {
        open("panel");
        text("title", panel.title());
        String element = panel.visual().isChart() ? "chart" : panel.visual().splunk();
        open(element);
        open("search");
        text("query", Tokens.escape(panel.query().spl()));
        text("earliest", panel.query().earliest());
        text("latest", panel.query().latest());
        close("search");
        Map<String, String> options = new TreeMap<>(panel.options());
        options.remove(StudioRanges.OF);
        if (panel.visual().isChart()) {
            options.put("charting.chart", panel.visual().splunk());
        }
        options.forEach(
                (name, value) -> line("<option name=\"" + escaped(name) + "\">" + escaped(value) + "</option>"));
        drilldown(panel.drilldown());
        close(element);
        close("panel");
    }

    private void open(String tag) {
        line("<" + tag + ">");
        depth++;
    }

    private void close(String tag) {
        depth--;
        line("</" + tag + ">");
    }

    /** An element with a text; nothing if it is empty. */
    private void text(String tag, String text) {
        if (!text.isEmpty()) {
            line("<" + tag + ">" + escaped(text) + "</" + tag + ">");
        }
    }

    private void line(String line) {
        out.append("  ".repeat(depth)).append(line).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
