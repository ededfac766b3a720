package ai.genops.sdk;

import ai.genops.sdk.attribution.Attribution;
import ai.genops.sdk.attribution.Propagation;
import ai.genops.sdk.attribution.TagRules;
import ai.genops.sdk.govern.Governance;
import ai.genops.sdk.problem.Problems;
import ai.genops.sdk.record.Ended;
import ai.genops.sdk.record.Recorder;
import ai.genops.sdk.record.Recording;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What operations share.
 *
 * @param ended are told of each that ends
 */
record Shared(
        Tracer tracer,
        Recorder recorder,
        Governance governance,
        Propagation propagation,
        TagRules rules,
        Problems problems,
        LongSupplier nanos,
        List<Consumer<? super Ended>> ended) {

    void tell(Recording recording, String operation, Attribution attribution, boolean failed, long nanos) {
        if (ended.isEmpty()) {
            return;
        }
        Ended what = recording.ended(operation, attribution, failed, Duration.ofNanos(nanos));
        for (Consumer<? super Ended> listener : ended) {
            try {
                listener.accept(what);
            } catch (RuntimeException e) {
                problems.caught("a listener for operations that end", e);
            }
        }
    }
}
