package ai.genops.server.alert;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.search.Search;
import ai.genops.search.command.Macros;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.report.SearchException;
import ai.genops.search.spl.TimeModifier;
import ai.genops.server.alert.AlertDefinition.Missed;
import ai.genops.server.alert.AlertDefinition.Monitor;
import ai.genops.server.alert.AlertDefinition.Over;
import ai.genops.server.alert.AlertDefinition.Query;
import ai.genops.server.alert.AlertDefinition.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads a block of `alerts/` that is an alert of a search.
record DefinitionReader(Section block, Knowledge known, ZoneId zone) {
    static final String INDEX = "genops_alerts";
    private static final List<String> SEVERITIES =
            List.of("critical", "fatal", "high", "error", "medium", "warning", "low", "info");
    private static final Pattern FIELD_TOKEN = Pattern.compile("\\$result\\.[^$\\s]+\\$");
    /// Commands whose rows are no longer events.
    private static final Pattern AGGREGATES = Pattern.compile(
            "\\|\\s*(stats|chart|timechart|top|rare|eventstats|streamstats|transaction|tstats|mstats)\\b");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST_SEARCH = Duration.ofMinutes(5);
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(10);

    AlertDefinition read(String name) {
        String id = block.text("id", name);
        problems()
                .require(
                        id.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}"),
                        block.at("id"),
                        "an alert's id must be letters, digits, `_`, `-` and `.`, is `" + id + "`",
                        "What people read is its `title`.");
        Query query = query();
        Trigger trigger = trigger();
        AlertDefinition definition = new AlertDefinition(
                id,
                block.text("title", id),
                block.text("description", ""),
                query,
                schedule(),
                Missed.valueOf(block.choice("missed", "latest", List.of("latest", "all", "skip"))
                        .toUpperCase(Locale.ROOT)),
                trigger,
                throttle(query, trigger),
                severity(),
                block.text("message", ""),
                block.texts("notify"),
                index(),
                splunk(),
                block.sections("datadog").stream().map(this::monitor).toList(),
                block.at("notify"));
        block.finish();
        return definition;
    }

    private Problems problems() {
        return block.problems();
    }

    private Query query() {
        String written = block.text("search");
        String where = block.text("where", "");
        String search = check(written, "search") ? Macros.expand(written, known.macros()) : written;
        if (!where.isEmpty()) {
            var _ = check("| where " + where, "where");
        }
        Over over = Over.valueOf(
                block.choice("over", "window", List.of("window", "new")).toUpperCase(Locale.ROOT));
        if (over == Over.NEW) {
            boolean events =
                    !search.startsWith("|") && !AGGREGATES.matcher(search).find();
            String text = "`over: new` is for a search that lists events, and this one starts or goes on otherwise";
            problems()
                    .require(
                            events, block.at("search"), text, "Use `over: window` where events are counted or summed.");
        }
        Duration timeout = block.duration("timeout", Duration.ofSeconds(30));
        between("timeout", timeout, SHORTEST, LONGEST_SEARCH);
        String whole = where.isEmpty() ? search : search + "\n| where " + where;
        return new Query(whole, time("earliest", over == Over.NEW ? "" : "-24h"), time("latest", ""), over, timeout);
    }

    /// Whether a query can be read; else it is a problem.
    private boolean check(String spl, String key) {
        if (!block.has(key)) {
            return false;
        }
        try {
            Search.check(spl, known);
            return true;
        } catch (SearchException e) {
            Location at = block.find(key) instanceof Yaml.Scalar scalar ? scalar.textAt() : block.at(key);
            boolean lines = spl.contains("\n") && spl.indexOf('`') < 0; // a macro's lines are elsewhere
            Location place = lines ? at.within(e.line(), 1) : at;
            String hint = e.hint() == null ? "" : String.valueOf(e.hint());
            problems().error(place, "`" + key + "`: " + e.getMessage(), hint);
            return false;
        }
    }

    private String time(String key, String otherwise) {
        String text = block.text(key, otherwise);
        boolean known = text.isEmpty() || TimeModifier.apply(text, Instant.EPOCH, zone) != null;
        problems()
                .require(
                        known,
                        block.at(key),
                        "`" + key + "` is `" + text + "`, which is no time",
                        TimeModifier.EXAMPLES);
        return text;
    }

    private Trigger trigger() {
        String text = block.text("when", "rows > 0");
        Trigger trigger = Trigger.parse(text);
        if (trigger == null) {
            problems()
                    .error(
                            block.at("when"),
                            "`when` is `" + text + "`, and says how many rows make it fire",
                            "Write `rows > 0`, and conditions on fields under `where`.");
        }
        return trigger == null ? Trigger.ANY : trigger;
    }

    private Throttle throttle(Query query, Trigger trigger) {
        Section throttle = block.section("throttle");
        List<String> by = throttle.texts("by");
        Duration period = throttle.duration("for", Duration.ZERO);
        throttle.finish();
        boolean quiet = trigger.holds(0);
        String text = "`" + trigger.text() + "` also holds where nothing is found, and then no field has a value";
        problems().require(by.isEmpty() || !quiet, throttle.at("by"), text, "Leave `by` out.");
        problems()
                .require(
                        !quiet || query.over() == Over.WINDOW,
                        block.at("when"),
                        "`" + trigger.text() + "` holds whenever nothing is new",
                        "Use `over: window`.");
        Duration usual = query.over() == Over.WINDOW ? Duration.ZERO : max(period, Duration.ofMinutes(5));
        return new Throttle(by, period, block.duration("resolve_after", usual));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private Schedule schedule() {
        List<String> given = List.of("every", "cron", "on_arrival").stream()
                .filter(block::has)
                .toList();
        if (given.size() != 1) {
            String found = given.isEmpty() ? "none" : String.join(" and ", given);
            problems()
                    .error(
                            block.at(),
                            "an alert needs one of `every`, `cron` and `on_arrival`, and has " + found,
                            "Write `every: 5m`, `cron: 5 * * * *` or `on_arrival: 10s`.");
            return new Schedule.Every(Duration.ofHours(1), "");
        }
        String key = given.getFirst();
        return switch (key) {
            case "cron" -> cron();
            case "every" -> new Schedule.Every(pause(key), "every " + block.text(key));
            default -> new Schedule.OnArrival(pause(key), "on arrival, at most every " + block.text(key));
        };
    }

    private Duration pause(String key) {
        Duration pause = block.duration(key, USUAL_PAUSE);
        boolean usable = between(key, pause, SHORTEST, Duration.ofDays(31));
        return usable ? pause : USUAL_PAUSE;
    }

    private boolean between(String key, Duration found, Duration least, Duration most) {
        boolean usable = found.compareTo(least) >= 0 && found.compareTo(most) <= 0;
        String rule = "`" + key + "` must be from " + words(least) + " to " + words(most) + ", is `";
        problems().require(usable, block.at(key), rule + block.text(key, "") + "`", "");
        return usable;
    }

    private static String words(Duration duration) {
        return duration.toDays() > 0
                ? duration.toDays() + " days"
                : duration.toMinutes() > 0 ? duration.toMinutes() + " minutes" : duration.toSeconds() + " second";
    }

    private Schedule cron() {
        String text = block.text("cron");
        try {
            CronTimes times = CronTimes.parse(text, zone);
            times.next(Instant.EPOCH);
            return new Schedule.Cron(times, "cron " + text);
        } catch (IllegalArgumentException e) {
            problems().error(block.at("cron"), "`cron` is `" + text + "`, which " + e.getMessage(), CronTimes.EXAMPLE);
            return new Schedule.Every(Duration.ofHours(1), "");
        }
    }

    private String severity() {
        String text = block.text("severity", "warning");
        return FIELD_TOKEN.matcher(text).matches() ? text : block.choice("severity", "warning", SEVERITIES);
    }

    private String index() {
        String index = block.text("index", INDEX);
        problems()
                .require(
                        index.matches("[a-z0-9][a-z0-9_-]{0,79}"),
                        block.at("index"),
                        "`index` must be small letters, digits, `_` and `-`, is `" + index + "`",
                        "Name a dataset of the lake.");
        return index;
    }

    private String splunk() {
        String search = block.text("splunk_search", "");
        return check(search, "splunk_search") ? Macros.expand(search, known.macros()) : search;
    }

    private Monitor monitor(Section monitor) {
        Monitor read = new Monitor(
                monitor.text("name"),
                monitor.text("type", "query alert"),
                monitor.text("query"),
                monitor.text("message", ""),
                monitor.number("critical", 0),
                monitor.text("trigger_window", ""));
        monitor.finish();
        return read;
    }
}
