package ai.genops.destination.prometheus;

import ai.genops.destination.metrics.Metric;
import ai.genops.destination.metrics.Naming;

/// Names as Prometheus's data model has them: dots become `_`, counters end in `_total`, labels do not begin with
/// `__`. Values are any text.
final class PrometheusNaming implements Naming {
    @Override
    public String metric(String name, Metric.Kind kind) {
        String clean = name.replaceAll("[^A-Za-z0-9_:]", "_");
        if (!clean.matches("[A-Za-z_:].*")) {
            return "";
        }
        return kind.addsUp() && !clean.endsWith("_total") ? clean + "_total" : clean;
    }

    @Override
    public String label(String name) {
        String clean = name.replaceAll("[^A-Za-z0-9_]", "_");
        return clean.matches("[A-Za-z_].*") && !clean.startsWith("__") ? clean : "";
    }

    @Override
    public String value(String label, String value) {
        return value;
    }

    @Override
    public boolean takesNegativeCounts() {
        return false;
    }
}
