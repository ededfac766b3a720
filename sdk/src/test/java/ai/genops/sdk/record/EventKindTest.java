package ai.genops.sdk.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whoever reads an event finds what attributes of OpenTelemetry's own making would have told.
class EventKindTest {
    private static final EventKind<String, String, String, Double> COST = new EventKind<>(
            Names.COST_CALCULATED, Names.COST_CURRENCY, Names.COST_PROVIDER, Names.COST_MODEL, Names.COST_TOTAL);

    @Test
    void anEventReadsAsIfOpenTelemetryHadMadeIt() {
        Attributes usual = Attributes.of(
                Names.COST_CURRENCY, "USD",
                Names.COST_PROVIDER, "openai",
                Names.COST_MODEL, "gpt-4o",
                Names.COST_TOTAL, 0.5);
        EventData event = event(SpanLimits.getDefault(), "USD", "openai", "gpt-4o", 0.5);
        assertThat(event.getName()).isEqualTo("genops.cost.calculated");
        assertThat(event.getTotalAttributeCount()).isEqualTo(4);
        Attributes made = event.getAttributes();
        assertThat(made.asMap()).isEqualTo(usual.asMap());
        assertThat(made).isEqualTo(usual).isNotEqualTo(Attributes.empty()).hasToString(usual.toString());
        assertThat(made.hashCode()).isEqualTo(usual.hashCode());
        assertThat(made.toBuilder().put("x", 1).build())
                .isEqualTo(usual.toBuilder().put("x", 1).build());
        assertThat(made.get(Names.COST_TOTAL)).isEqualTo(0.5);
        assertThat(made.get(AttributeKey.stringKey("x"))).isNull();
    }

    @Test
    void whatIsNotKnownIsNotThere() {
        Attributes made = event(SpanLimits.getDefault(), "USD", null, null, 0.5).getAttributes();
        assertThat(made.size()).isEqualTo(2);
        assertThat(made.isEmpty()).isFalse();
        Map<String, Object> read = new HashMap<>();
        made.forEach((key, value) -> read.put(key.getKey(), value));
        assertThat(read).isEqualTo(Map.of("genops.cost.currency", "USD", "genops.cost.total", 0.5));
        assertThat(made.get(Names.COST_MODEL)).isNull();
    }

    @Test
    void theLimitsOfTheHostHoldForIt() {
        SpanLimits limits = SpanLimits.builder()
                .setMaxNumberOfAttributesPerEvent(3)
                .setMaxAttributeValueLength(4)
                .build();
        EventData event = event(limits, "USD", "openai", "gpt-4o", 0.5);
        assertThat(event.getTotalAttributeCount()).isEqualTo(4);
        assertThat(event.getAttributes().size()).isEqualTo(3);
        assertThat(event.getAttributes().get(Names.COST_MODEL)).isEqualTo("gpt-");
    }

    private static EventData event(
            SpanLimits limits, String currency, @Nullable String provider, @Nullable String model, double total) {
        List<SpanData> spans = new ArrayList<>();
        SpanExporter exporter = new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> ended) {
                spans.addAll(ended);
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        };
        try (SdkTracerProvider tracers = SdkTracerProvider.builder()
                .setSpanLimits(limits)
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build()) {
            var span = tracers.get("test").spanBuilder("call").startSpan();
            COST.add(span, currency, provider, model, total);
            span.end();
        }
        return spans.get(0).getEvents().get(0);
    }
}
