package ai.genops.server.api;

import ai.genops.lake.Lake;
import ai.genops.lake.LakeException;
import ai.genops.lake.LakeKeeper;
import ai.genops.lake.LakeReport;
import ai.genops.lake.Verification;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

/// `GET /api/lake`: what each dataset holds, what was deleted. `GET /api/lake/{dataset}/verify`: its hash chain, gone
/// through now. `POST /api/lake/roll` with `{"dataset": ...}`, empty or absent for all: moves rows into files now.
final class LakeRoutes {
    private final Lake lake;
    private final LakeKeeper keeper;

    private LakeRoutes(Lake lake, LakeKeeper keeper) {
        this.lake = lake;
        this.keeper = keeper;
    }

    static void addTo(ServerBuilder server, ServerView view) {
        var routes = new LakeRoutes(view.lake(), view.keeper());
        server.service("/api/lake", (context, _) -> routes.later(context, routes::report));
        server.service("/api/lake/{dataset}/verify", (context, _) -> {
            context.clearRequestTimeout();
            String dataset = Objects.requireNonNull(context.pathParam("dataset"));
            return routes.later(context, () -> routes.verify(dataset));
        });
        server.service("/api/lake/roll", new Change((_, body) -> routes.roll(body)));
    }

    private HttpResponse later(ServiceRequestContext context, Callable<String> answer) {
        return HttpResponse.of(java.util.concurrent.CompletableFuture.supplyAsync(
                () -> DestinationRoutes.answer(() -> refusing(answer)), context.blockingTaskExecutor()));
    }

    private String report() {
        return LakeJson.report(LakeReport.of(lake), keeper.stats());
    }

    private String verify(String dataset) {
        boolean known = LakeReport.of(lake).datasets().stream()
                .anyMatch(one -> one.name().equals(dataset));
        if (!known) {
            throw new ApiException(HttpStatus.NOT_FOUND, "there is no dataset `" + dataset + "`");
        }
        return LakeJson.verification(Verification.of(lake, dataset));
    }

    private String roll(String body) throws Exception {
        String dataset = Words.parse(body, Set.of("dataset")).get("dataset", "");
        return refusing(() -> LakeJson.rolled(keeper.roll(dataset)));
    }

    private static String refusing(Callable<String> work) throws Exception {
        try {
            return work.call();
        } catch (LakeException e) {
            throw new ApiException(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        }
    }
}
