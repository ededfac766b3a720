package ai.genops.benchmarks;

import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Window;
import ai.genops.governance.budget.Window.Calendar.Unit;
import ai.genops.governance.policy.Access;
import ai.genops.governance.policy.Action;
import ai.genops.governance.price.Catalogue;
import ai.genops.governance.price.Usage;
import ai.genops.rules.JsonCatalogue;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.Operation;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// A service that calls a model under GenOps: every call is priced, decided about, reserved, reconciled and recorded.
final class GovernedCalls implements AutoCloseable {
    static final Usage USAGE = Usage.of(150, 300);

    private final GenOps genops;

    GovernedCalls(OpenTelemetry openTelemetry, Catalogue prices) {
        genops = GenOps.on(
                openTelemetry,
                settings -> settings.team("ai-platform")
                        .project("chat")
                        .environment("production")
                        .prices(prices)
                        .policy(models())
                        .budget(daily()));
    }

    /// Those that are shipped; from the project's folder.
    static Catalogue prices() {
        try {
            Path file = Path.of("config/lookups/prices/model_prices.json");
            return JsonCatalogue.read("model_prices", Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Access models() {
        return Access.toModels("models", List.of("gpt-4*", "claude-*"), List.of(), Action.BLOCK);
    }

    static Budget daily() {
        return Budget.of(
                "daily",
                Map.of("team", "ai-platform"),
                "USD",
                new BigDecimal("100000000"),
                new Window.Calendar(Unit.DAY, ZoneOffset.UTC),
                Budget.Excess.DENY);
    }

    void call() {
        try (Operation operation = genops.operation("ai.chat.completion")
                .customerId("enterprise-abc")
                .feature("support-chat")
                .model("openai", "gpt-4o")
                .inputTokens(150)
                .maxOutputTokens(1000)
                .start()) {
            operation.recordUsage(USAGE);
        }
    }

    @Override
    public void close() {
        genops.close();
    }
}
