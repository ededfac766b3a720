package ai.genops.search.command;

import java.util.Map;
import java.util.TreeMap;

/// Commands of Splunk's that are refused, each with what to use instead.
final class RefusedCommands {
    private static final String MODELS =
            "No models run inside a search; compare with eventstats avg(x) stdev(x) instead.";
    private static final String METRICS = "Metrics are events here: index=... kind=metric | ..., or mstats.";
    private static final String SUMMARY = "Nothing has to be summarised beforehand: use the command without `si`.";
    private static final String OUTPUT = "Write the result with --output csv, or through the search API.";
    private static final String PLACES =
            "Nothing is drawn on maps: use geostats, or iplocation, then stats ... by Country.";
    private static final String ADMIN = "The server's own state is at /api/status and /metrics.";
    private static final String ALERT = "Define an alert, or a route of a pipeline, with a destination.";

    private static final String[][] ALL = {
        {"abstract", "Use eval x=substr(_raw, 1, 200)."},
        {"anomalousvalue", "Use anomalydetection method=zscore."},
        {"apply", MODELS},
        {"arules", MODELS},
        {"associate", MODELS},
        {"cofilter", "Use stats count by a b."},
        {"concurrency", "Use streamstats over starts and ends."},
        {"contingency", "Use chart count over a by b."},
        {"correlate", MODELS},
        {"ctable", "Use chart count over a by b."},
        {"dbinspect", "Use | eventcount summarize=false index=*."},
        {"dbxquery", "Bring the table here as a lookup."},
        {"delete", "Retention deletes events; a search does not."},
        {"diff", "Use join and compare."},
        {"fit", MODELS},
        {"gauge", "Use the value as it is; a dashboard draws the gauge."},
        {"geom", PLACES},
        {"geomfilter", PLACES},
        {"highlight", "It only colours what is shown."},
        {"history", ADMIN},
        {"iconify", "It only colours what is shown."},
        {"inputcsv", "Put the file among the lookups and use inputlookup."},
        {"kmeans", MODELS},
        {"mcollect", METRICS},
        {"meventcollect", METRICS},
        {"metasearch", "Use search and keep what you need with fields."},
        {"mpreview", METRICS},
        {"multikv", "Use rex with max_match=0, then mvexpand."},
        {"outputcsv", OUTPUT},
        {"outputtext", OUTPUT},
        {"pivot", "Use the data model's fields with stats or chart."},
        {"relevancy", "Sort by a field."},
        {"run", ADMIN},
        {"script", "Searches run no programs."},
        {"sendalert", ALERT},
        {"sendemail", ALERT},
        {"sichart", SUMMARY},
        {"sirare", SUMMARY},
        {"sistats", SUMMARY},
        {"sitimechart", SUMMARY},
        {"sitop", SUMMARY},
        {"tags", "Attributes are fields; name them."},
        {"tscollect", METRICS},
        {"typeahead", "Use | fieldsummary."},
        {"typelearner", "Use top."},
        {"typer", "Use eval kind=case(...)."},
        {"walklex", "Use | fieldsummary."},
        {"x11", MODELS},
    };

    private RefusedCommands() {}

    static Map<String, Commands.Reader> readers() {
        var readers = new TreeMap<String, Commands.Reader>();
        for (String[] each : ALL) {
            readers.put(each[0], Refused.named(each[0], each[1]));
        }
        return readers;
    }
}
