package ai.genops.benchmarks;

import ai.genops.governance.price.Catalogue;
import com.sun.management.ThreadMXBean;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.lang.management.ManagementFactory;

/// Bytes and nanoseconds of CPU of a governed call, of the same span by hand, and of what the specification
/// requires: by the thread's own counters, so that what else the machine does is not in them. Takes turns, so that each
/// meets the same machine.
final class GovernedCallCost {
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 20_000;
    private static final int WARM_UP_ROUNDS = 60;
    private static final int ROUNDS = 5;

    private GovernedCallCost() {}

    public static void main(String[] args) {
        Catalogue prices = GovernedCalls.prices();
        try (OpenTelemetrySdk openTelemetry = new Sink().openTelemetry();
                var governed = new GovernedCalls(openTelemetry, prices)) {
            var byHand = new SpansByHand(openTelemetry, prices.version());
            for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
                boolean isTold = round >= WARM_UP_ROUNDS;
                measure("governed call", governed::call, isTold);
                measure("the same span by hand", byHand::sameSpan, isTold);
                measure("required, by hand", byHand::required, isTold);
            }
        }
    }

    private static void measure(String what, Runnable call, boolean isTold) {
        long bytes = THREAD.getCurrentThreadAllocatedBytes();
        long nanos = THREAD.getCurrentThreadCpuTime();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        nanos = THREAD.getCurrentThreadCpuTime() - nanos;
        bytes = THREAD.getCurrentThreadAllocatedBytes() - bytes;
        if (isTold) {
            System.out.printf("%-22s %,8d bytes, %,6d ns of CPU%n", what, bytes / CALLS, nanos / CALLS);
        }
    }
}
