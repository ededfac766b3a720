package ai.genops.destination.metrics;

import java.util.List;

/// A metric with its labels: their names, ascending and each once, and behind each name its value.
public record Series(String metric, List<String> labels) {
    public Series {
        labels = List.copyOf(labels);
    }

    public int labelCount() {
        return labels.size() / 2;
    }

    public String name(int label) {
        return labels.get(2 * label);
    }

    public String value(int label) {
        return labels.get(2 * label + 1);
    }
}
