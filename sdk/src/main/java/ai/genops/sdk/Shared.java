package ai.genops.sdk;

import ai.genops.sdk.attribution.Propagation;
import ai.genops.sdk.attribution.TagRules;
import ai.genops.sdk.govern.Governance;
import ai.genops.sdk.problem.Problems;
import ai.genops.sdk.record.Recorder;
import io.opentelemetry.api.trace.Tracer;
import java.util.function.LongSupplier;

/** What operations share. */
record Shared(
        Tracer tracer,
        Recorder recorder,
        Governance governance,
        Propagation propagation,
        TagRules rules,
        Problems problems,
        LongSupplier nanos) {}
