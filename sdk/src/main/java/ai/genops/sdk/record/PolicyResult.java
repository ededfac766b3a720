package ai.genops.sdk.record;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a policy decided, the mildest first. */
public enum PolicyResult {
    ALLOWED,
    WARNING,
    RATE_LIMITED,
    BLOCKED;

    /** How results are written on spans; events always carry the specification's form. */
    public enum Form {
        /** `blocked`: what existing pipelines and searches compare with. */
        SEED,
        /** `BLOCKED`: as the specification has it. */
        SPEC;

        String of(PolicyResult result) {
            return this == SPEC ? result.name() : result.seed;
        }
    }

    // Not computed each time: every operation writes one.
    private final String seed = name().toLowerCase(Locale.ROOT);

    /** The result of that name, in either form, or by its verb (`allow`, `warn`, `block`, `rate_limit`, `deny`). */
    public static @Nullable PolicyResult named(@Nullable String text) {
        return switch (text == null ? "" : text.strip().toLowerCase(Locale.ROOT).replace('-', '_')) {
            case "allowed", "allow" -> ALLOWED;
            case "warning", "warn", "warned" -> WARNING;
            case "rate_limited", "rate_limit" -> RATE_LIMITED;
            case "blocked", "block", "denied", "deny" -> BLOCKED;
            default -> null;
        };
    }

    /** Whether the unit it was decided for must not execute. */
    public boolean stops() {
        return this == RATE_LIMITED || this == BLOCKED;
    }
}
