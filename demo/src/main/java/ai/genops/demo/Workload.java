package ai.genops.demo;

import io.opentelemetry.api.common.Attributes;
import java.util.Iterator;

/// What a service does in a lap. The same lap always gives the same operations, whatever was asked before.
sealed interface Workload permits TraceWorkload, ResearchWorkload {
    /// The service's name; unique among the workloads.
    String service();

    /// What the service's spans have in common.
    Attributes resource();

    /// The lap's operations in the order in which they end, which is the order in which they are reported.
    Iterator<Operation> operations(Lap lap);
}
