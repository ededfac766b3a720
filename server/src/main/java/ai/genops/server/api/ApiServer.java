package ai.genops.server.api;

import ai.genops.governance.budget.BudgetStore;
import ai.genops.search.Search;
import ai.genops.server.access.Access;
import ai.genops.server.alert.Alerts;
import ai.genops.server.health.HealthReport;
import ai.genops.server.job.Jobs;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.Server;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The API's port: the page ([ScreenService]), `/health`, `/metrics`, `/login`, `/api/status`, `/api/health-alerts`,
/// `/api/search`, `/api/jobs`, `/api/destinations/...`, `/api/lake/...`, `/api/replays`, `/api/reload`, `/api/tap`,
/// `/api/tokens`, `/api/alerts`, `/api/backup`, `/api/budgets/...`, `/api/dashboards`, `/api/preview`. docs/api.md.
public final class ApiServer {
    private static final long MAX_REQUEST_BYTES = 1_000_000;
    private static final Duration SEARCH_TIMEOUT = Duration.ofMinutes(3);

    private final Server server;

    private final TapService taps;

    private ApiServer(Server server, TapService taps) {
        this.server = server;
        this.taps = taps;
    }

    public static ApiServer start(
            String host,
            int port,
            ServerView view,
            Access access,
            Search search,
            Jobs jobs,
            @Nullable BudgetStore budgets,
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
                .gracefulShutdownTimeout(Duration.ofMillis(50), Duration.ofSeconds(1))
                .connectionDrainDuration(Stopping.DRAIN)
                .service("/health", (_, _) -> HealthJson.health(health.get()))
                .service("/api/health-alerts", (_, _) -> json(HealthJson.alerts(health.get())))
                .service("/metrics", (_, _) -> HttpResponse.of(HttpStatus.OK, Exposition.TYPE, metrics.scrape()))
                .service("/api/reload", new Change((_, _) -> reload.get().json()))
                .service("/api/status", (_, _) -> json(StatusJson.of(view)))
                .service("/api/replays", new ReplayService(view.replays()))
                .serviceUnder("/api/replays/", new ReplayService(view.replays()))
                .service("/api/search", new SearchService(search))
                .service("/api/tap", taps);
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
        PreviewRoutes.addTo(server, view.preview());
        BudgetRoutes.addTo(server, budgets);
        server.service("/api/openapi.json", Answers.of(HttpMethod.GET, (_, _) -> json(OpenApi.text())));
        server.decorator(new Gate(access));
        Server built = server.build();
        built.start().join();
        return new ApiServer(built, taps);
    }

    static HttpResponse json(String text) {
        return HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, text);
    }

    /// Takes no request any more; completes when those under way are answered.
    public CompletableFuture<Void> stop() {
        taps.close();
        return Stopping.stop(server);
    }
}
