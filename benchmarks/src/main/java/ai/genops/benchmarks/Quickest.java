package ai.genops.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/// The quickest of several runs in this process, by wall clock and by CPU time, in ms.
final class Quickest {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    double wall = Double.MAX_VALUE;
    double cpu = Double.MAX_VALUE;

    <T> T of(Callable<T> work) throws Exception {
        long cpuBefore = PROCESS.getProcessCpuTime();
        long before = System.nanoTime();
        T result = work.call();
        wall = Math.min(wall, (System.nanoTime() - before) / 1e6);
        cpu = Math.min(cpu, (PROCESS.getProcessCpuTime() - cpuBefore) / 1e6);
        return result;
    }
}
