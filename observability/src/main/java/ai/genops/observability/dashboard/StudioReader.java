package ai.genops.observability.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the definition of a dashboard of Splunk's Dashboard Studio. Blocks that begin at one height become a row. */
final class StudioReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final String id;
    private final List<String> left = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    StudioReader(String id) {
        this.id = id;
    }

    Imported read(String text) {
        Map<?, ?> root = map(parse(text));
        Map<?, ?> visuals = map(root.get("visualizations"));
        Map<?, ?> sources = map(root.get("dataSources"));
        if (visuals.isEmpty()) {
            throw new DashboardException("no dashboard of Studio: it has no `visualizations`");
        }
        Map<Integer, List<Map<?, ?>>> blocks = new TreeMap<>();
        for (Object block : list(map(root.get("layout")).get("structure"))) {
            int y = number(map(map(block).get("position")).get("y"));
            blocks.computeIfAbsent(y, none -> new ArrayList<>()).add(map(block));
        }
        List<List<Panel>> rows = new ArrayList<>();
        for (List<Map<?, ?>> row : blocks.values()) {
            row.sort(Comparator.comparingInt(
                    block -> number(map(block.get("position")).get("x"))));
            List<Panel> panels = new ArrayList<>();
            int before = gaps.size();
            row.forEach(block -> panel(string(block.get("item")), visuals, sources, rows.size(), panels));
            if (panels.isEmpty()) {
                gaps.subList(before, gaps.size()).replaceAll(gap -> new Gap(gap.row(), gap.at(), true, gap.text()));
            }
            if (!panels.isEmpty()) {
                rows.add(panels);
            }
        }
        List<Input> inputs = map(root.get("inputs")).values().stream()
                .map(input -> input(map(input)))
                .toList();
        String title = string(root.get("title"));
        return new Imported(
                new Dashboard(id, title.isEmpty() ? id : title, string(root.get("description")), inputs, rows),
                left,
                gaps);
    }

    private void panel(String item, Map<?, ?> visuals, Map<?, ?> sources, int row, List<Panel> panels) {
        Map<?, ?> visual = map(visuals.get(item));
        for (Visual known : Visual.values()) {
            if (known.studio.equals(visual.get("type"))) {
                panels.add(panel(item, known, visual, sources));
                return;
            }
        }
        String text = "visualization `" + item + "`: `" + visual.get("type") + "` is left out";
        left.add(text);
        gaps.add(new Gap(row, panels.size(), false, text));
    }

    private Panel panel(String item, Visual kind, Map<?, ?> visual, Map<?, ?> sources) {
        Query query = query(string(map(visual.get("dataSources")).get("primary")), sources, 0);
        Map<?, ?> options = map(visual.get("options"));
        Map<String, String> kept = new LinkedHashMap<>();
        String lost = kind == Visual.SINGLE ? StudioRanges.read(options, map(visual.get("context")), kept) : null;
        if (lost != null) {
            left.add("visualization `" + item + "`: " + lost);
        }
        if (!string(options.get("unit")).isEmpty()) {
            kept.put("unit", string(options.get("unit")));
            kept.put(
                    "unitPosition",
                    string(options.get("unitPosition")).isEmpty() ? "after" : string(options.get("unitPosition")));
            int digits = number(options.get("numberPrecision"));
            kept.put("numberPrecision", digits == 0 ? "0" : "0." + "0".repeat(Math.min(digits, 20)));
        }
        if (!string(options.get("stackMode")).isEmpty()) {
            kept.put("charting.chart.stackMode", string(options.get("stackMode")));
        }
        return new Panel(string(visual.get("title")), kind, query, kept);
    }

    private Query query(String name, Map<?, ?> sources, int depth) {
        Map<?, ?> options = map(map(sources.get(name)).get("options"));
        Map<?, ?> time = map(options.get("queryParameters"));
        String spl = string(options.get("query"));
        String base = string(options.get("extend"));
        if (spl.isEmpty() || depth > sources.size()) {
            left.add("data source `" + name + "` has no query");
        }
        if (base.isEmpty() || depth > sources.size()) {
            return Query.of(spl, string(time.get("earliest")), string(time.get("latest")));
        }
        Query before = query(base, sources, depth + 1);
        return Query.of(
                before.spl() + "\n" + (spl.startsWith("|") ? spl : "| " + spl), before.earliest(), before.latest());
    }

    private static Input input(Map<?, ?> input) {
        Map<?, ?> options = map(input.get("options"));
        String type = string(input.get("type")).replaceFirst("^input\\.", "");
        String chosen = string(options.get("defaultValue"));
        boolean time = type.equals("timerange");
        return new Input(
                time ? "time" : type,
                string(options.get("token")),
                string(input.get("title")),
                time ? times(chosen) : chosen.isEmpty() ? List.of() : List.of(chosen),
                list(options.get("items")).stream()
                        .map(item -> new Input.Choice(
                                string(map(item).get("value")), string(map(item).get("label"))))
                        .toList(),
                "",
                "",
                "");
    }

    private static List<String> times(String range) {
        String[] both = range.split(",", 2);
        return List.of(both[0], both.length > 1 ? both[1] : "now");
    }

    private static @Nullable Object parse(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            return value(json);
        } catch (JsonProcessingException e) {
            throw new DashboardException("line %d, column %d: no JSON: %s"
                    .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr(), e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            default -> json.getText();
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            object.put(name, value(json));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser json) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(json));
        }
        return array;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static String string(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    private static int number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : 0;
    }
}
