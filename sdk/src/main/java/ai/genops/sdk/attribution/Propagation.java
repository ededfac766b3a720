package ai.genops.sdk.attribution;

import ai.genops.sdk.problem.Problems;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How attribution travels: whole in OpenTelemetry's Context, within the process; some tags in W3C Baggage, to the
 * services that are called. Baggage that comes in is what somebody else says of themselves: it fills what nobody here
 * says, or goes over the defaults if `trusted`, and nothing should be permitted or refused because of it.
 */
public final class Propagation {
    private static final ContextKey<Attribution> KEY = ContextKey.named("genops-attribution");

    private final Attribution defaults;
    private final Set<Tag> inBaggage;
    private final boolean trusted;
    private final Problems problems;

    public Propagation(Attribution defaults, Set<Tag> inBaggage, boolean trusted, Problems problems) {
        this.defaults = defaults;
        this.inBaggage = inBaggage;
        this.trusted = trusted;
        this.problems = problems;
    }

    /** The attribution in force in `context`: defaults, what came in, what was said in this process. */
    public Attribution in(Context context) {
        Attribution local = context.get(KEY);
        if (local != null) {
            return local;
        }
        Attribution received = received(context);
        return trusted ? received.over(defaults) : defaults.over(received);
    }

    /** `context` with that attribution, and with its baggage for the services that are called in it. */
    public Context put(Context context, Attribution attribution) {
        Context with = attribution.equals(context.get(KEY)) ? context : context.with(KEY, attribution);
        if (inBaggage.isEmpty() || attribution.isEmpty()) {
            return with;
        }
        Baggage before = Baggage.fromContext(context);
        boolean isSent = before instanceof SentBaggage ours && ours.isOf(attribution);
        return isSent ? with : with.with(new SentBaggage(attribution, inBaggage, before));
    }

    private Attribution received(Context context) {
        Baggage baggage = Baggage.fromContext(context);
        Attribution received = Attribution.NONE;
        if (baggage.isEmpty()) {
            return received;
        }
        for (Tag tag : inBaggage) {
            String value = usable(tag, baggage.getEntryValue(name(tag)));
            received = value == null ? received : received.with(tag, value.strip());
        }
        return received;
    }

    private @Nullable String usable(Tag tag, @Nullable String value) {
        String fault = value == null ? null : TagValue.fault(value);
        if (fault != null) {
            problems.report(Problems.Kind.ATTRIBUTION, "baggage `" + name(tag) + "` " + fault);
        }
        return fault == null ? value : null;
    }

    static String name(Tag tag) {
        return tag.keys().get(0).getKey();
    }
}
