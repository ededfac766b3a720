package ai.genops.source.otlp;

import ai.genops.event.Attributes;
import ai.genops.event.Key;
import ai.genops.event.Own;

/// What all points of a metric share; texts stand in the record.
final class MetricHead {
    private static final Key TYPE = Own.METRIC_TYPE.key();
    private static final Key UNIT = Own.UNIT.key();
    private static final Key DESCRIPTION = Own.DESCRIPTION.key();
    private static final Key TEMPORALITY = Own.TEMPORALITY.key();
    private static final Key MONOTONIC = Key.of("monotonic");

    final Text name = new Text();
    final Text description = new Text();
    final Text unit = new Text();
    String type = "";
    String temporality = "";
    boolean monotonic;

    void clear() {
        name.clear();
        description.clear();
        unit.clear();
    }

    void describe(Attributes own) {
        own.add(TYPE, type);
        description.addTo(own, DESCRIPTION);
        unit.addTo(own, UNIT);
        if (!temporality.isEmpty()) {
            own.add(TEMPORALITY, temporality);
        }
        if (monotonic) {
            own.addBoolean(MONOTONIC, true);
        }
    }
}
