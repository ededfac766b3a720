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
    private static final ContextKey<Attributed> KEY = ContextKey.named("genops-attribution");

    private final Attribution defaults;
    private final Tag[] inBaggage;
    private final boolean trusted;
    private final Problems problems;
    /** Most operations send what the one before has sent. */
    private volatile @Nullable SentBaggage latest;

    public Propagation(Attribution defaults, Set<Tag> inBaggage, boolean trusted, Problems problems) {
        this.defaults = defaults;
        this.inBaggage = inBaggage.toArray(new Tag[0]);
        this.trusted = trusted;
        this.problems = problems;
    }

    /** The attribution in force in `context`: defaults, what came in, what was said in this process. */
    public Attribution in(Context context) {
        Attributed local = of(context);
        if (local != null) {
            return local.attribution();
        }
        Attribution received = received(context);
        return trusted ? received.over(defaults) : defaults.over(received);
    }

    /** What says in this process who the work in `context` is for; null: nothing. */
    public static @Nullable Attributed of(Context context) {
        return context.get(KEY);
    }

    /** `context` with what says who the work in it is for. */
    public static Context carry(Context context, Attributed carried) {
        return context.with(KEY, carried);
    }

    /** `context` with the attribution's baggage for the services that are called in it. */
    public Context send(Context context, Attribution attribution) {
        if (inBaggage.length == 0 || attribution.isEmpty()) {
            return context;
        }
        Baggage before = Baggage.fromContext(context);
        if (before instanceof SentBaggage ours && ours.says(attribution)) {
            return context;
        }
        SentBaggage sent = latest;
        if (sent == null || !sent.isOver(before) || !sent.says(attribution)) {
            sent = new SentBaggage(attribution, inBaggage, before);
            latest = sent;
        }
        return context.with(sent);
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
