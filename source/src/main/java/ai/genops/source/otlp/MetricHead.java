package ai.genops.source.otlp;

import ai.genops.event.Attributes;
import ai.genops.event.Key;

/// What all points of a metric share; texts stand in the record.
final class MetricHead {
    private static final Key TYPE = Key.of("metric_type");
    private static final Key UNIT = Key.of("unit");
    private static final Key TEMPORALITY = Key.of("temporality");
    private static final Key MONOTONIC = Key.of("monotonic");

    int name;
    int nameLength;
    int unit;
    int unitLength;
    String type = "";
    String temporality = "";
    boolean monotonic;

    void clear() {
        name = 0;
        nameLength = 0;
        unitLength = 0;
    }

    void describe(Attributes own) {
        own.add(TYPE, type);
        if (unitLength > 0) {
            own.addText(UNIT, unit, unitLength);
        }
        if (!temporality.isEmpty()) {
            own.add(TEMPORALITY, temporality);
        }
        if (monotonic) {
            own.addBoolean(MONOTONIC, true);
        }
    }
}
