package ai.genops.sdk.attribution;

import ai.genops.sdk.problem.Problems;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
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
    /** What most operations send, made once. */
    private final Attribution usual;

    private final Baggage usualBaggage;

    public Propagation(Attribution defaults, Set<Tag> inBaggage, boolean trusted, Problems problems) {
        this.defaults = defaults;
        this.inBaggage = inBaggage;
        this.trusted = trusted;
        this.problems = problems;
        usual = defaults.only(inBaggage::contains);
        usualBaggage = add(usual, Baggage.empty());
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
        Attribution sent = attribution.only(inBaggage::contains);
        if (sent.isEmpty()) {
            return with;
        }
        Baggage before = Baggage.fromContext(context);
        Baggage after = before.isEmpty() && sent.equals(usual) ? usualBaggage : add(sent, before);
        return after.equals(before) ? with : with.with(after);
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

    private static Baggage add(Attribution sent, Baggage before) {
        BaggageBuilder baggage = before.toBuilder();
        sent.forEach((tag, value) -> baggage.put(name(tag), value));
        return baggage.build();
    }

    private static String name(Tag tag) {
        return tag.keys().get(0).getKey();
    }
}
