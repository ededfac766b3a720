package ai.genops.server.api;

import ai.genops.observability.dashboard.Dashboard;
import ai.genops.observability.dashboard.Gap;
import ai.genops.observability.dashboard.Imported;
import ai.genops.observability.dashboard.Input;
import ai.genops.observability.dashboard.Joining;
import ai.genops.observability.dashboard.Panel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A dashboard as JSON: `id`, `title`, `description`, `file` (empty: shipped), `inputs`, `rows` of panels, and what of
/// the file is not in it: as `{"left": ...}` where it would stand in a row, and all of it in `left`.
final class DashboardJson {
    private DashboardJson() {}

    static Map<String, Object> summary(Dashboard dashboard, String file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", dashboard.id());
        json.put("title", dashboard.title());
        json.put("description", dashboard.description());
        json.put("file", file);
        json.put("panels", dashboard.panels().count());
        return json;
    }

    static Map<String, Object> of(Imported imported, String file) {
        Map<String, Object> json = summary(imported.dashboard(), file);
        json.put(
                "inputs",
                imported.dashboard().inputs().stream().map(DashboardJson::input).toList());
        json.put("rows", rows(imported));
        json.put("left", imported.left());
        return json;
    }

    private static Map<String, Object> input(Input input) {
        Joining joining = input.joining();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", input.type());
        json.put("token", input.token());
        json.put("label", input.label());
        json.put("defaults", input.defaults());
        json.put(
                "choices",
                input.choices().stream()
                        .map(choice -> Map.of("value", choice.value(), "label", choice.label()))
                        .toList());
        json.put("search", input.search());
        json.put("value_field", input.valueField());
        json.put("label_field", input.labelField());
        json.put("prefix", joining.prefix());
        json.put("suffix", joining.suffix());
        json.put("value_prefix", joining.valuePrefix());
        json.put("value_suffix", joining.valueSuffix());
        json.put("delimiter", joining.delimiter());
        return json;
    }

    private static List<Object> rows(Imported imported) {
        List<List<Panel>> panels = imported.dashboard().rows();
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i <= panels.size(); i++) {
            int row = i;
            imported.gaps().stream()
                    .filter(gap -> gap.alone() && gap.row() == row)
                    .forEach(gap -> rows.add(List.of(left(gap))));
            if (row < panels.size()) {
                List<Gap> gaps = imported.gaps().stream()
                        .filter(gap -> !gap.alone() && gap.row() == row)
                        .toList();
                rows.add(row(panels.get(row), gaps));
            }
        }
        return rows;
    }

    private static List<Object> row(List<Panel> panels, List<Gap> gaps) {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i <= panels.size(); i++) {
            int at = i;
            gaps.stream().filter(gap -> gap.at() == at).forEach(gap -> row.add(left(gap)));
            if (at < panels.size()) {
                row.add(panel(panels.get(at)));
            }
        }
        return row;
    }

    private static Map<String, Object> left(Gap gap) {
        return Map.of("left", gap.text());
    }

    private static Map<String, Object> panel(Panel panel) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", panel.title());
        json.put("visual", panel.visual().name().toLowerCase(Locale.ROOT));
        json.put("search", panel.query().spl());
        json.put("earliest", panel.query().earliest());
        json.put("latest", panel.query().latest());
        json.put("options", panel.options());
        json.put(
                "drilldown",
                Map.of(
                        "sets",
                        panel.drilldown().sets(),
                        "link",
                        panel.drilldown().link()));
        return json;
    }
}
