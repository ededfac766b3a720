package ai.genops.server;

import ai.genops.observability.dashboard.DashboardException;
import ai.genops.observability.dashboard.Imported;
import ai.genops.observability.dashboard.Shipped;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What would be wrong with the file of a dashboard. A configuration with such a file loads, as nothing that runs
/// depends on it; nobody should write one.
final class DashboardCheck {
    private static final Pattern FILE = Pattern.compile("dashboards/([^/]+)\\.(xml|json)");
    private static final String INDEX = "genops_ai";

    private DashboardCheck() {}

    /// Of a file that is no dashboard's nothing is said.
    ///
    /// @param text empty: the file is to go
    static void check(String file, String text, Problems problems) {
        Matcher dashboard = FILE.matcher(file);
        if (!dashboard.matches() || text.isEmpty()) {
            return;
        }
        String id = dashboard.group(1);
        problems.require(
                Shipped.find(id, INDEX).isEmpty(),
                Location.of(file),
                "the dashboard `" + id + "` is shipped, and this file would hide it",
                "Choose another name.");
        try {
            Imported.read(id, text);
        } catch (DashboardException e) {
            problems.error(Location.of(file), String.valueOf(e.getMessage()), "Write Splunk's Simple XML.");
        }
    }
}
