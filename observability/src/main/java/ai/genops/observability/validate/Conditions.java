package ai.genops.observability.validate;

import java.nio.file.Path;

/**
 * How a validation is done.
 *
 * @param connect false: only what is configured is looked at, and no connection opened
 */
public record Conditions(boolean connect, Trust trust, Limits limits) {
    /** With connections, the platform's certificates and the usual limits. */
    public static final Conditions USUAL = new Conditions(true, Trust.PLATFORM, Limits.USUAL);

    /** The same without any connection. */
    public Conditions withoutConnection() {
        return new Conditions(false, trust, limits);
    }

    /** The same with other certificates. */
    public Conditions trusting(Trust other) {
        return new Conditions(connect, other, limits);
    }

    /** The same with other limits. */
    public Conditions within(Limits other) {
        return new Conditions(connect, trust, other);
    }

    /** {@code REQUESTS_CA_BUNDLE} counts where nothing else is said. */
    Trust trust(Surroundings surroundings) {
        String bundle = surroundings.variable("REQUESTS_CA_BUNDLE");
        return trust.equals(Trust.PLATFORM) && !bundle.isEmpty() ? new Trust(true, Path.of(bundle)) : trust;
    }
}
