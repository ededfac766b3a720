package ai.genops.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.governance.price.Catalogue;
import ai.genops.governance.price.Usage;
import ai.genops.rules.PriceTable;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.attribution.Tag;
import ai.genops.sdk.record.Names;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DerivingExporterTest {
    private static final Attributes CALL = Attributes.builder()
            .put("gen_ai.operation.name", "chat")
            .put("gen_ai.provider.name", "openai")
            .put("gen_ai.request.model", "gpt-4o")
            .put("gen_ai.usage.input_tokens", 1000)
            .put("gen_ai.usage.output_tokens", 500)
            .build();

    private final List<SpanData> exported = new CopyOnWriteArrayList<>();
    private final SpanIds parts = new SpanIds();
    private final Catalogue prices = prices();

    private static Catalogue prices() {
        try {
            return PriceTable.read(
                    "own.csv",
                    "provider,model,input_cost_per_1k,output_cost_per_1k\nopenai,gpt-4o,0.0025,0.01\n".getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Settings settings(Map<Tag, String> attribution, boolean trustsBaggage) {
        return new Settings(true, attribution, trustsBaggage, prices);
    }

    private final class Kept implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            exported.addAll(spans);
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
    }

    private OpenTelemetrySdk openTelemetry(Settings settings) {
        var exporter = new DerivingExporter(new Kept(), new Derivation(settings), parts);
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(new Attribution(settings, parts))
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build();
    }

    private static @Nullable Double cost(SpanData span) {
        return span.getAttributes().get(Names.COST_TOTAL);
    }

    /// The SDK's call of a model, and the span that some instrumentation makes of the same call inside it.
    @Test
    void whatTheSdkAccountsForIsNotDerivedAgain() {
        OpenTelemetrySdk openTelemetry = openTelemetry(settings(Map.of(), false));
        Tracer tracer = openTelemetry.getTracer("some.library");
        GenOps genops = GenOps.on(
                openTelemetry, c -> c.team("t").project("p").environment("test").prices(prices));
        genops.operation("agent").run(agent -> {
            genops.operation("chat").model("openai", "gpt-4o").run(chat -> {
                tracer.spanBuilder("inner").setAllAttributes(CALL).startSpan().end();
                chat.recordUsage(Usage.of(1000, 500));
            });
            tracer.spanBuilder("of its own").setAllAttributes(CALL).startSpan().end();
        });
        assertThat(exported).extracting(SpanData::getName).containsExactly("inner", "chat", "of its own", "agent");
        assertThat(exported).extracting(DerivingExporterTest::cost).containsExactly(null, 0.0075, 0.0075, null);
    }

    @Test
    @SuppressWarnings("try") // The scope is only closed.
    void baggageFillsWhatIsOpenUnlessItIsTrusted() {
        Baggage baggage = Baggage.builder()
                .put("genops.team", "theirs")
                .put("genops.feature", "search")
                .put("genops.project", "your-project")
                .put("genops.session_id", "s-1")
                .build();
        for (boolean trusts : List.of(false, true)) {
            Tracer tracer =
                    openTelemetry(settings(Map.of(Tag.TEAM, "ours"), trusts)).getTracer("some.library");
            try (Scope scope = Context.root().with(baggage).makeCurrent()) {
                tracer.spanBuilder("call").setAllAttributes(CALL).startSpan().end();
            }
        }
        assertThat(exported)
                .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("genops.team")))
                .containsExactly("ours", "theirs");
        assertThat(exported).allSatisfy(span -> {
            assertThat(span.getAttributes().get(AttributeKey.stringKey("genops.feature")))
                    .isEqualTo("search");
            assertThat(span.getAttributes().get(AttributeKey.stringKey("genops.project")))
                    .isNull();
            assertThat(span.getAttributes().get(AttributeKey.stringKey("genops.session_id")))
                    .isNull();
        });
    }

    @Test
    void whatCannotBeReadGoesOutAsItCame() {
        openTelemetry(settings(Map.of(), false))
                .getTracer("some.library")
                .spanBuilder("call")
                .startSpan()
                .end();
        SpanData broken = new DelegatingSpanData(exported.get(0)) {
            @Override
            public Attributes getAttributes() {
                throw new IllegalStateException("broken");
            }
        };
        exported.clear();
        var exporter = new DerivingExporter(new Kept(), new Derivation(settings(Map.of(), false)), parts);
        assertThat(exporter.export(List.of(broken)).isSuccess()).isTrue();
        assertThat(exported).containsExactly(broken);
    }

    @Test
    void spansThatNobodyEndsAreForgotten() {
        SpanIds ids = new SpanIds();
        for (int i = 1; i <= 20_000; i++) {
            ids.add(span(i));
        }
        assertThat(ids.contains(span(1))).isFalse();
        assertThat(ids.contains(span(20_000))).isTrue();
    }

    private static SpanContext span(int number) {
        return SpanContext.create(
                "%032x".formatted(1), "%016x".formatted(number), TraceFlags.getSampled(), TraceState.getDefault());
    }
}
