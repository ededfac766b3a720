package ai.genops.destination.simulation;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs of the simulation, one after the other.
final class Seeds {
    /// Direct buffers are freed when the garbage is collected, of which there is little else. Where they run out, a
    /// killed thread can keep what all others then wait for; so not many more than a few hundred in one process.
    static final int IN_ONE_PROCESS = 400;

    private static final int COLLECT_EVERY = 5;

    private Seeds() {}

    /// What is broken in the runs of `count` seeds from `from` on, a line for each that breaks something.
    static List<String> broken(long from, long count, String kind) {
        List<String> found = new ArrayList<>();
        for (long seed = from; seed < from + count; seed++) {
            if (seed % COLLECT_EVERY == 0) {
                System.gc();
            }
            var broken = new World(seed, kind(seed, kind)).run();
            if (!broken.isEmpty()) {
                found.add("seed " + seed + ": " + broken);
            }
        }
        return found;
    }

    /// The same in processes of their own, one after the other. A process that ends otherwise is a broken promise too.
    static List<String> brokenInProcesses(long from, long count, String kind) throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        for (long first = from; first < from + count; first += IN_ONE_PROCESS) {
            long runs = Math.min(IN_ONE_PROCESS, from + count - first);
            Process process = start(first, runs, kind);
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                found.add("seeds %d to %d: %s".formatted(first, first + runs - 1, said.strip()));
            }
        }
        return found;
    }

    private static Process start(long first, long runs, String kind) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Seeds.class.getName()));
        command.addAll(List.of(Long.toString(first), Long.toString(runs), kind));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static World.Kind kind(long seed, String kind) {
        if (!kind.isEmpty()) {
            return World.Kind.valueOf(kind);
        }
        return seed % 2 == 0 ? World.Kind.BASIC : World.Kind.WHOLE;
    }

    /// Arguments: the first seed, how many, and the kind of all of them or an empty word.
    public static void main(String[] arguments) {
        List<String> found = broken(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]), arguments[2]);
        found.forEach(System.out::println);
        System.exit(found.isEmpty() ? 0 : 1);
    }
}
