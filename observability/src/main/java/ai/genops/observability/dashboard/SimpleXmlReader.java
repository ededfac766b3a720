package ai.genops.observability.dashboard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads Splunk's Simple XML: inputs, rows, panels, their searches (also those of a base) and options. */
final class SimpleXmlReader {
    private static final Set<String> VISUALS = Set.of("single", "table", "chart", "event");
    private static final Set<String> PANEL = Set.of("title", "input");
    private static final Set<String> VISUAL = Set.of("title", "search", "option", "format", "fields", "drilldown");
    private static final Set<String> DRILLDOWN = Set.of("set", "link");
    private static final Set<String> ROOT =
            Set.of("label", "description", "fieldset", "row", "search", "init", "assets");

    private final String id;
    private final List<String> left = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private final Map<String, XmlElement> bases = new HashMap<>();

    SimpleXmlReader(String id) {
        this.id = id;
    }

    Imported read(XmlElement root) {
        if (!root.name().equals("dashboard") && !root.name().equals("form")) {
            throw new DashboardException("line " + root.line() + ": <" + root.name()
                    + "> is no dashboard of Simple XML; that is <dashboard> or <form>");
        }
        leave(root, ROOT);
        collectBases(root);
        root.all("fieldset").forEach(fieldset -> fieldset.all("input").forEach(this::input));
        List<List<Panel>> rows = new ArrayList<>();
        root.all("row").forEach(row -> row(row, rows));
        String title = root.text("label").isEmpty() ? id : root.text("label");
        return new Imported(new Dashboard(id, title, root.text("description"), inputs, rows), left, gaps);
    }

    private void row(XmlElement row, List<List<Panel>> rows) {
        List<Panel> panels = new ArrayList<>();
        int before = gaps.size();
        row.all("panel").forEach(panel -> panel(panel, rows.size(), panels));
        row.children().stream()
                .filter(child -> VISUALS.contains(child.name()))
                .forEach(visual -> panels.add(visual(visual, "")));
        if (panels.isEmpty()) {
            gaps.subList(before, gaps.size()).replaceAll(gap -> new Gap(gap.row(), gap.at(), true, gap.text()));
        } else {
            rows.add(panels);
        }
    }

    private void collectBases(XmlElement element) {
        element.all("search")
                .filter(search -> !search.attribute("id").isEmpty())
                .forEach(search -> bases.put(search.attribute("id"), search));
        element.children().forEach(this::collectBases);
    }

    private void panel(XmlElement panel, int row, List<Panel> panels) {
        panel.all("input").forEach(this::input);
        for (XmlElement child : panel.children()) {
            if (VISUALS.contains(child.name())) {
                panels.add(visual(child, panel.text("title")));
            } else if (!PANEL.contains(child.name())) {
                leave(child);
                gaps.add(new Gap(row, panels.size(), false, left.get(left.size() - 1)));
            }
        }
    }

    private Panel visual(XmlElement visual, String panelTitle) {
        leave(visual, VISUAL);
        Map<String, String> options = new HashMap<>();
        visual.all("option").forEach(option -> options.put(option.attribute("name"), option.text()));
        String title = visual.text("title").isEmpty() ? panelTitle : visual.text("title");
        Query query = visual.all("search")
                .findFirst()
                .map(search -> query(search, 0))
                .orElseGet(() -> {
                    left.add("line " + visual.line() + ": <" + visual.name() + "> without a <search>");
                    return Query.of("", "", "");
                });
        return new Panel(title, kind(visual, options), query, options, drilldown(visual));
    }

    private Drilldown drilldown(XmlElement visual) {
        return visual.all("drilldown")
                .findFirst()
                .map(drilldown -> {
                    leave(drilldown, DRILLDOWN);
                    return Drilldown.of(drilldown);
                })
                .orElse(Drilldown.NONE);
    }

    private Visual kind(XmlElement visual, Map<String, String> options) {
        return switch (visual.name()) {
            case "single" -> Visual.SINGLE;
            case "table" -> Visual.TABLE;
            case "event" -> Visual.EVENTS;
            default -> chart(visual, options.remove("charting.chart"));
        };
    }

    private Visual chart(XmlElement visual, @Nullable String kind) {
        for (Visual known : Visual.values()) {
            if (known.isChart() && known.splunk().equals(kind)) {
                return known;
            }
        }
        if (kind != null) {
            left.add("line " + visual.line() + ": a chart of kind `" + kind + "` is shown as columns");
        }
        return Visual.COLUMN;
    }

    /** A search with those it is based on before it. */
    private Query query(XmlElement search, int depth) {
        String spl = Tokens.unescape(search.text("query"));
        String base = search.attribute("base");
        if (base.isEmpty()) {
            return Query.of(spl, search.text("earliest"), search.text("latest"));
        }
        XmlElement found = bases.get(base);
        if (found == null || depth > bases.size()) {
            left.add("line " + search.line() + ": there is no search `" + base + "` to be based on");
            return Query.of(spl, "", "");
        }
        Query before = query(found, depth + 1);
        String joined = before.spl() + "\n" + (spl.startsWith("|") ? spl : "| " + spl);
        return Query.of(spl.isEmpty() ? before.spl() : joined, before.earliest(), before.latest());
    }

    private void input(XmlElement input) {
        XmlElement chosen = input.all("default").findFirst().orElse(input);
        List<String> defaults = new ArrayList<>();
        if (input.attribute("type").equals("time")) {
            defaults.add(chosen.text("earliest"));
            defaults.add(chosen.text("latest"));
        } else if (!chosen.equals(input) && !chosen.text().isEmpty()) {
            defaults.add(chosen.text());
        }
        inputs.add(new Input(
                input.attribute("type"),
                input.attribute("token").isEmpty() ? "field1" : input.attribute("token"),
                input.text("label"),
                defaults,
                input.all("choice")
                        .map(choice -> new Input.Choice(choice.attribute("value"), choice.text()))
                        .toList(),
                input.all("search")
                        .map(search -> query(search, 0).spl())
                        .findFirst()
                        .orElse(""),
                input.text("fieldForValue"),
                input.text("fieldForLabel"),
                Joining.of(input)));
    }

    private void leave(XmlElement parent, Set<String> known) {
        parent.children().stream()
                .filter(child -> !known.contains(child.name()))
                .forEach(this::leave);
    }

    private void leave(XmlElement element) {
        left.add("line " + element.line() + ": <" + element.name() + "> is left out");
    }
}
