package ai.genops.demo;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The recorded hour: the calls of both services on one clock.
final class Trace {
    private final List<TraceWorkload> workloads;
    private final Duration length;

    private Trace(List<TraceWorkload> workloads, Duration length) {
        this.workloads = workloads;
        this.length = length;
    }

    static Trace load() {
        var support = TraceCall.read(TraceService.SUPPORT.file());
        var devTools = TraceCall.read(TraceService.DEV_TOOLS.file());
        LocalDateTime begin = Stream.of(support, devTools)
                .flatMap(Collection::stream)
                .map(TraceCall::arrival)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        LocalDateTime end = Stream.of(support, devTools)
                .flatMap(Collection::stream)
                .map(TraceCall::end)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new Trace(
                List.of(
                        new TraceWorkload(TraceService.SUPPORT, support, begin),
                        new TraceWorkload(TraceService.DEV_TOOLS, devTools, begin)),
                Duration.between(begin, end));
    }

    List<TraceWorkload> workloads() {
        return workloads;
    }

    /// From the start of the first call to the end of the last.
    Duration length() {
        return length;
    }
}
