package ai.genops.autoconfigure;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An exporter whose spans have what is derived from them. A call of a model that stands around another, because
 * instrumentations stack, repeats what that used: the inner one, which ends first, is the one that costs something.
 */
final class DerivingExporter implements SpanExporter {
    private static final Logger LOG = Logger.getLogger("ai.genops.autoconfigure");

    private final SpanExporter exporter;
    private final Derivation derivation;
    private final SpanIds parts;
    private final SpanIds around = new SpanIds();

    DerivingExporter(SpanExporter exporter, Derivation derivation, SpanIds parts) {
        this.exporter = exporter;
        this.derivation = derivation;
        this.parts = parts;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        List<SpanData> derived = new ArrayList<>(spans.size());
        for (SpanData span : spans) {
            derived.add(derived(span));
        }
        return exporter.export(derived);
    }

    /** What cannot be derived from goes out as it came. */
    private SpanData derived(SpanData span) {
        try {
            Said said = new Said(span);
            boolean isAround = around.contains(span.getSpanContext());
            if ((said.isCall() || isAround) && isLocal(span.getParentSpanContext())) {
                around.add(span.getParentSpanContext());
            }
            Attributes more = derivation.of(span, said, isAround || parts.contains(span.getSpanContext()));
            return more.isEmpty() ? span : new Derived(span, more);
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "nothing is derived from a span", e);
            return span;
        }
    }

    private static boolean isLocal(SpanContext parent) {
        return parent.isValid() && !parent.isRemote();
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    @Override
    public String toString() {
        return "DerivingExporter{" + exporter + "}";
    }

    private static final class Derived extends DelegatingSpanData {
        private final Attributes attributes;
        private final int total;

        Derived(SpanData span, Attributes more) {
            super(span);
            attributes = span.getAttributes().toBuilder().putAll(more).build();
            total = span.getTotalAttributeCount() + more.size();
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public int getTotalAttributeCount() {
            return total;
        }
    }
}
