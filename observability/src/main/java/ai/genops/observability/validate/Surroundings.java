package ai.genops.observability.validate;

import java.time.InstantSource;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a validation takes from the process it runs in. In an application:
 * {@code new Surroundings(System::getenv, InstantSource.system(), new SecureRandom(), App.class.getClassLoader())}.
 *
 * @param environment variables by name
 * @param random for markers and ids; safe for use by the caller's thread
 * @param application where the application's libraries are looked for; null: they are not looked at
 */
public record Surroundings(
        Function<String, @Nullable String> environment,
        InstantSource clock,
        RandomGenerator random,
        @Nullable ClassLoader application) {
    /** The variable's value; empty if it is not set. */
    String variable(String name) {
        String value = environment.apply(name);
        return value == null ? "" : value.strip();
    }

    /** A number in lower-case hexadecimal of so many digits, a multiple of 16, and never 0. */
    String hex(int digits) {
        var hex = new StringBuilder(digits);
        while (hex.length() < digits) {
            hex.append("%016x".formatted(random.nextLong() | 1));
        }
        return hex.toString();
    }
}
