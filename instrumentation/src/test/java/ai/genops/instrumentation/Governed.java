package ai.genops.instrumentation;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Budgets;
import ai.genops.governance.budget.MemoryBudgetStore;
import ai.genops.governance.budget.Outage;
import ai.genops.governance.budget.Window;
import ai.genops.governance.price.Catalogue;
import ai.genops.rules.JsonCatalogue;
import ai.genops.rules.PriceTable;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.config.GenOpsConfig;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// GenOps with prices and one budget, on a real OpenTelemetry whose spans stay here.
final class Governed implements SpanExporter {
    private static final String PRICES = """
            provider,model,service_tier,input_cost_per_1k,output_cost_per_1k,cache_read_cost_per_1k,\
            cache_write_cost_per_1k,cache_write_1h_cost_per_1k,reasoning_cost_per_1k
            openai,gpt-4o,,0.0025,0.01,0.00125,,,
            openai,gpt-4o,batch,0.00125,0.005,0.000625,,,
            openai,o3,,0.002,0.008,0.0005,,,
            openai,o3,flex,0.001,0.004,0.00025,,,
            openai,text-embedding-3-small,,0.00002,0,,,,
            anthropic,claude-sonnet-4-5,,0.003,0.015,0.0003,0.00375,0.006,
            anthropic,claude-sonnet-4-5,batch,0.0015,0.0075,0.00015,0.001875,0.003,
            """;

    final Budget budget =
            Budget.of("all", Map.of(), "USD", new BigDecimal("10"), new Window.Lifetime(), Budget.Excess.DENY);
    final MemoryBudgetStore store = new MemoryBudgetStore(InstantSource.system());
    final List<SpanData> spans = new CopyOnWriteArrayList<>();
    final GenOps genops;

    Governed(Consumer<GenOpsConfig> more) {
        OpenTelemetrySdk openTelemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(this))
                        .build())
                .build();
        genops = GenOps.on(openTelemetry, c -> {
            c.team("t").project("p").environment("test").prices(prices());
            c.budgets(Budgets.direct(List.of(budget), store, Duration.ofMinutes(10), new Outage.FailClosed()));
            more.accept(c);
        });
    }

    private static PriceTable prices() {
        try {
            return PriceTable.read("test.csv", PRICES.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// The prices that GenOps ships.
    static Catalogue shippedPrices() {
        try {
            Path file = Path.of("../config/lookups/prices/model_prices.json");
            return JsonCatalogue.read("model_prices", Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// What the budget was charged, with nothing left reserved.
    BigDecimal charged() {
        if (store.balance(budget).reserved().signum() != 0) {
            throw new AssertionError("still reserved: " + store.balance(budget));
        }
        return store.balance(budget).committed().stripTrailingZeros();
    }

    SpanData only() {
        if (spans.size() != 1) {
            throw new AssertionError("not one span: " + spans);
        }
        return spans.get(0);
    }

    static @Nullable Double number(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.doubleKey(key));
    }

    static @Nullable String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> exported) {
        spans.addAll(exported);
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
