package ai.genops.example.splunk;

import ai.genops.splunk.SplunkGenOps;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Runs both parts, if the Splunk that `SPLUNK_HEC_ENDPOINT`, `SPLUNK_HEC_TOKEN` and `SPLUNK_INDEX` name takes telemetry. The
 * first argument is the folder that dashboards are written to.
 */
final class SplunkExample {
    private SplunkExample() {}

    public static void main(String[] arguments) throws IOException {
        Path dashboards = Path.of(arguments.length > 0 ? arguments[0] : "dashboards");
        try (SplunkGenOps splunk = SplunkGenOps.create(c -> c.serviceName("splunk-example")
                .environment("development")
                .telemetry(t -> t.team("ai-platform").project("splunk-example")))) {
            if (!splunk.printValidation()) {
                System.out.println("Nothing is sent: mend what failed first.");
                System.exit(1);
            }
            QuickStart.run(splunk.genops());
            SplunkIntegration.run(splunk, dashboards);
        }
    }
}
