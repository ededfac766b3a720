package ai.genops.server.splunk;

import ai.genops.search.Reference;
import ai.genops.search.Result;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.search.Value;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `search/typeahead`: how what is written, `prefix`, may go on, at most `count` ways: `FIELD="VALUE"` of the fields
/// `index`, `host`,
/// `source`, `sourcetype`, or of the one that the prefix names, with the number of events of the last day; behind a `|`
/// commands.
/// Splunk, REST API Reference, "Search endpoint descriptions".
record Typeahead(Search search, ZoneId zone, InstantSource clock) {
    private static final List<String> FIELDS = List.of("index", "host", "source", "sourcetype");
    private static final int MOST = 1000;

    private record Way(String content, long count, boolean operator) {}

    HttpResponse answer(Call call) {
        int count = Math.min(call.number("count", 10), MOST);
        String prefix = call.text("prefix", "").strip();
        int pipe = prefix.lastIndexOf('|');
        List<Way> ways = pipe >= 0 ? commands(prefix.substring(pipe + 1).strip()) : values(call, prefix);
        List<Result.Row> rows = ways.stream()
                .sorted(Comparator.comparingLong(Way::count).reversed().thenComparing(Way::content))
                .limit(count)
                .map(way -> new Result.Row(List.of(
                        new Value.Text(way.content()),
                        new Value.Num(BigDecimal.valueOf(way.count())),
                        new Value.Text(String.valueOf(way.operator())))))
                .toList();
        List<Result.Field> fields = List.of(field("content"), field("count"), field("operator"));
        ResultForm form = ResultForm.of(call.text("output_mode", "xml"), clock);
        var page = new ResultForm.Page(fields, rows, 0, false, List.of(), zone);
        return HttpResponse.of(HttpStatus.OK, form.type(), form.write(page));
    }

    private static Result.Field field(String name) {
        return new Result.Field(name, false);
    }

    private static List<Way> commands(String prefix) {
        return Reference.commands().stream()
                .filter(command -> command.name().startsWith(prefix))
                .map(command -> new Way(command.name(), 0, true))
                .toList();
    }

    private List<Way> values(Call call, String prefix) {
        String last = prefix.substring(prefix.lastIndexOf(' ') + 1);
        int equals = last.indexOf('=');
        String written = equals < 0 ? last : last.substring(0, equals);
        List<String> fields = equals < 0
                ? FIELDS.stream().filter(field -> field.startsWith(written)).toList()
                : List.of(written);
        String value = equals < 0 ? "" : last.substring(equals + 1).replace("\"", "");
        var ways = new ArrayList<Way>();
        for (String field : fields) {
            if (field.matches("[A-Za-z_][A-Za-z0-9_.:-]*")) {
                ways.addAll(values(call, field, value));
            }
        }
        return ways;
    }

    private List<Way> values(Call call, String field, String beginning) {
        String pattern = beginning.replace("\\", "").replace("*", "") + "*";
        String spl = "index=* \"" + field + "\"=\"" + pattern + "\" | stats count by \"" + field + "\" | sort " + MOST
                + " -count";
        var request = new SearchRequest(spl, "-1d", "now", MOST, java.time.Duration.ofSeconds(10));
        Result found = search.as(call.principal().rights()).run(request);
        return found.rows().stream()
                .map(row -> new Way(
                        field + "=\"" + Surroundings.cell(found, row, field) + "\"",
                        Long.parseLong(Surroundings.cell(found, row, "count")),
                        false))
                .toList();
    }
}
