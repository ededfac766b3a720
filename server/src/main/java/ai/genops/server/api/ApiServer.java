package ai.genops.server.api;

import ai.genops.search.Search;
import ai.genops.server.access.Access;
import ai.genops.server.alert.Alerts;
import ai.genops.server.audit.ChangeLedger;
import ai.genops.server.budget.BudgetBooks;
import ai.genops.server.health.HealthReport;
import ai.genops.server.job.Jobs;
import ai.genops.source.config.Limits;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// The API's port: the page ([ScreenService]), `/health`, `/metrics`, `/login`, `/api/status`, `/api/health-alerts`,
/// `/api/search`, `/api/jobs`, `/api/destinations/...`, `/api/lake/...`, `/api/replays`, `/api/reload`, `/api/tap`,
/// `/api/tokens`, `/api/alerts`, `/api/backup`, `/api/budgets/...`, `/api/dashboards`, `/api/preview`, `/api/changes`,
/// `/api/edits`, `/api/tail`, `/api/audit`, `/api/prices`, `/api/sourcetypes`. docs/api.md.
public final class ApiServer {
    private static final long MAX_REQUEST_BYTES = 1_000_000;
    private static final Duration SEARCH_TIMEOUT = Duration.ofMinutes(3);

    private final Server server;

    private final TapService taps;

    private final ChangeLedger ledger;

    private ApiServer(Server server, TapService taps, ChangeLedger ledger) {
        this.server = server;
        this.taps = taps;
        this.ledger = ledger;
    }

    public static ApiServer start(
            String host,
            int port,
            ServerView view,
            Access access,
            Search search,
            Jobs jobs,
            BudgetBooks budgets,
            Supplier<HealthReport> health,
            Alerts alerts,
            Supplier<Reload> reload) {
        Exposition metrics = new Exposition(view, health, alerts);
        TapService taps = new TapService(view);
        var server = Server.builder()
                .port(new InetSocketAddress(host, port), SessionProtocol.HTTP)
                .meterRegistry(NoopMeterRegistry.get())
                .maxRequestLength(MAX_REQUEST_BYTES)
                .requestTimeout(SEARCH_TIMEOUT)
                .idleTimeout(Limits.IDLE)
                .gracefulShutdownTimeout(Duration.ofMillis(50), Duration.ofSeconds(1))
                .connectionDrainDuration(Stopping.DRAIN)
                .service("/health", (_, _) -> HealthJson.health(health.get()))
                .service("/api/health-alerts", (_, _) -> json(HealthJson.alerts(health.get())))
                .service("/metrics", (_, _) -> HttpResponse.of(HttpStatus.OK, Exposition.TYPE, metrics.scrape()))
                .service("/api/reload", new Change((_, _) -> reload.get().json()))
                .service("/api/status", (_, _) -> json(StatusJson.of(view)))
                .service("/api/replays", new ReplayService(view.replays()))
                .service("/api/replays/{id}", new ReplayService(view.replays()))
                .service("/api/search", new SearchService(search))
                .service("/api/tap", taps)
                .service("/api/tail", Answers.of(HttpMethod.GET, new TailService(view, search::knowledge)::open));
        DestinationRoutes.addTo(server, view);
        ScreenService.addTo(server);
        JobRoutes.addTo(server, search, jobs);
        Completion.addTo(server, search);
        SessionRoutes.addTo(server, access);
        TokenRoutes.addTo(server, access, view.clock());
        LakeRoutes.addTo(server, view);
        BackupRoutes.addTo(server, view);
        AlertRoutes.addTo(server, alerts);
        DashboardRoutes.addTo(server, view.dashboards());
        PreviewRoutes.addTo(server, view.preview(), view.clock());
        EditRoutes.addTo(server, view);
        PriceRoutes.addTo(server, view);
        SourcetypeRoutes.addTo(server, view, search);
        BudgetRoutes.addTo(server, budgets, view.clock());
        server.service("/api/openapi.json", Answers.of(HttpMethod.GET, (_, _) -> json(OpenApi.text())));
        ChangeLedger ledger = ledger(view);
        AuditRoutes.addTo(server, view, ledger);
        // The last one stands first: who asks is known before it is written down.
        server.decorator(new Recorder(ledger));
        Drain.before(new Gate(access), server);
        Server built = server.build();
        try {
            built.start().join();
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
        return new ApiServer(built, taps, ledger);
    }

    private static ChangeLedger ledger(ServerView view) {
        try {
            return ChangeLedger.open(view.dataFolder().resolve("audit"), view.clock());
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger of changes cannot be written: " + e.getMessage(), e);
        }
    }

    /// The paths that are served, as they were registered: `/api/jobs/{sid}`; `/assets/*` is all below `/assets/`.
    public List<String> paths() {
        return server.config().serviceConfigs().stream()
                .map(service -> service.route().patternString().replaceAll(":([a-z]+)", "{$1}"))
                .distinct()
                .sorted()
                .toList();
    }

    static HttpResponse json(String text) {
        return HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, text);
    }

    /// Takes no request any more; completes when those under way are answered.
    public CompletableFuture<Void> stop() {
        taps.close();
        return Stopping.stop(server).whenComplete((_, _) -> ledger.close());
    }
}
