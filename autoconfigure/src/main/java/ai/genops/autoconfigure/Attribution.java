package ai.genops.autoconfigure;

import ai.genops.sdk.attribution.Tag;
import ai.genops.sdk.attribution.TagValue;
import ai.genops.sdk.record.Names;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * At the start of a span, where its context is at hand: puts on it whom baggage says it is for, and remembers whether it is
 * part of a call that the GenOps SDK accounts for already.
 */
final class Attribution implements SpanProcessor {
    private static final Logger LOG = Logger.getLogger("ai.genops.autoconfigure");

    private final Settings settings;
    private final SpanIds parts;

    Attribution(Settings settings, SpanIds parts) {
        this.settings = settings;
        this.parts = parts;
    }

    @Override
    public void onStart(Context context, ReadWriteSpan span) {
        try {
            attribute(Baggage.fromContext(context), span);
            if (isPart(Span.fromContext(context))) {
                parts.add(span.getSpanContext());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "a span goes on without attribution", e);
        }
    }

    private void attribute(Baggage baggage, ReadWriteSpan span) {
        if (baggage.isEmpty()) {
            return;
        }
        for (Tag tag : Settings.TAGS) {
            AttributeKey<String> key = tag.keys().get(0);
            String value = baggage.getEntryValue(key.getKey());
            boolean counts = settings.trustsBaggage() || !settings.attribution().containsKey(tag);
            if (value != null && counts && TagValue.fault(value) == null && span.getAttribute(key) == null) {
                span.setAttribute(key, value.strip());
            }
        }
    }

    /** The SDK reserves for a call of a model, if only nothing, before the call runs. */
    private boolean isPart(Span parent) {
        return parts.contains(parent.getSpanContext())
                || (parent instanceof ReadableSpan readable && readable.getAttribute(Names.RESERVED) != null);
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
