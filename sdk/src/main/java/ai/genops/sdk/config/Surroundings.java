package ai.genops.sdk.config;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that the SDK takes from its process.
 *
 * @param environment the value of an environment variable
 * @param properties the value of a system property
 * @param nanos a time that only goes forward
 * @param clock the time of day, for prices, policies and budgets
 * @param random numbers from 0 up to 1, for the waits between retries
 * @param console where the console exporter prints
 */
public record Surroundings(
        Function<String, @Nullable String> environment,
        Function<String, @Nullable String> properties,
        LongSupplier nanos,
        InstantSource clock,
        Supplier<UUID> uuids,
        DoubleSupplier random,
        PrintStream console) {

    /** The real ones; the only place that reads them. */
    public static Surroundings real() {
        return new Surroundings(
                System::getenv,
                System::getProperty,
                System::nanoTime,
                InstantSource.system(),
                UUID::randomUUID,
                () -> ThreadLocalRandom.current().nextDouble(),
                System.out);
    }
}
