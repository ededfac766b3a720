package ai.genops.example.splunk;

import ai.genops.splunk.SplunkGenOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a Splunk gets beside telemetry: dashboards to import, and a few operations to look at. */
final class SplunkIntegration {
    private SplunkIntegration() {}

    static void run(SplunkGenOps splunk, Path dashboards) throws IOException {
        Files.createDirectories(dashboards);
        Files.writeString(dashboards.resolve("cost_dashboard.xml"), splunk.costDashboard());
        Files.writeString(dashboards.resolve("compliance_dashboard.xml"), splunk.complianceDashboard());
        Files.writeString(dashboards.resolve("budget_dashboard.xml"), splunk.budgetDashboard());
        System.out.println("Three dashboards to import are in " + dashboards + ".");
        splunk.demonstrate();
    }
}
