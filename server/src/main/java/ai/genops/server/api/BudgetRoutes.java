package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.BudgetStoreException;
import ai.genops.governance.budget.Entry;
import ai.genops.remote.AnswerJson;
import ai.genops.remote.CallJson;
import ai.genops.remote.StoreCall;
import ai.genops.server.budget.BudgetBooks;
import ai.genops.server.budget.DefinedRules;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `POST /api/budgets/OPERATION`: the books of budgets, for programs ([ai.genops.remote.ServerBudgetStore]).
/// `GET /api/budgets`: those that this server's own books have, and where each stands; `GET /api/budgets/ledger` with
/// `budget` and `last`: the last lines of its ledger; `GET /api/budgets/rules`: what the server defines. For whoever
/// may spend; `approve`, which lets a budget spend more, for administrators.
final class BudgetRoutes {
    private static final int MOST_LINES = 1000;

    private final BudgetStore store;
    private final DefinedRules rules;
    private final InstantSource clock;

    private BudgetRoutes(BudgetStore store, DefinedRules rules, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
    }

    private interface Question {
        String answer(BudgetRoutes routes, ServiceRequestContext context, AggregatedHttpRequest request);
    }

    /// With no store budgets are turned off, and every call is refused with that.
    static void addTo(ServerBuilder server, BudgetBooks books, InstantSource clock) {
        BudgetStore store = books.store();
        BudgetRoutes routes = store == null ? null : new BudgetRoutes(store, books.rules(), clock);
        HttpService call = service(HttpMethod.POST, routes, BudgetRoutes::call);
        HttpService look = service(HttpMethod.GET, routes, BudgetRoutes::ledger);
        server.service("/api/budgets", service(HttpMethod.GET, routes, (known, _, _) -> known.list()))
                .service("/api/budgets/rules", service(HttpMethod.GET, routes, (known, _, _) -> known.rules()))
                .service(
                        "/api/budgets/ledger",
                        (context, request) ->
                                (request.method() == HttpMethod.GET ? look : call).serve(context, request))
                .service("/api/budgets/{operation}", call);
    }

    private static HttpService service(HttpMethod method, @Nullable BudgetRoutes routes, Question question) {
        return Answers.of(method, (context, request) -> {
            if (routes == null) {
                throw new ApiException(
                        HttpStatus.NOT_FOUND, "this server keeps no budgets: `budgets.store` of server.yaml is none");
            }
            return routes.answer(question, context, request);
        });
    }

    private HttpResponse answer(Question question, ServiceRequestContext context, AggregatedHttpRequest request) {
        try {
            return ApiServer.json(question.answer(this, context, request));
        } catch (BudgetStoreException e) {
            throw new ApiException(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private String call(ServiceRequestContext context, AggregatedHttpRequest request) {
        String operation = context.path().substring(context.path().lastIndexOf('/') + 1);
        StoreCall call = rules.holdIn(CallJson.read(operation, Answers.json(request)));
        if (call instanceof StoreCall.Approve && !Gate.principal(context).mayAdminister()) {
            throw new ApiException(
                    HttpStatus.FORBIDDEN,
                    "`" + Gate.principal(context).user() + "` may not approve more; it takes an administrator");
        }
        Object result = call.on(store);
        return call instanceof StoreCall.Approve ? "{}" : AnswerJson.write(result);
    }

    private String rules() {
        return new JsonBuffer(1024).value(rules.written()).toString();
    }

    private String list() {
        return BudgetJson.list(store, clock.instant());
    }

    private String ledger(ServiceRequestContext context, AggregatedHttpRequest request) {
        QueryParams query = context.queryParams();
        List<Entry> lines = store.ledger(query.get("budget", ""));
        int last = Answers.number(query, "last", 100, 1, MOST_LINES);
        return AnswerJson.write(lines.subList(Math.max(0, lines.size() - last), lines.size()));
    }
}
