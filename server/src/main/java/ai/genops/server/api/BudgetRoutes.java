package ai.genops.server.api;

import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.BudgetStoreException;
import ai.genops.remote.AnswerJson;
import ai.genops.remote.CallJson;
import ai.genops.remote.StoreCall;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `POST /api/budgets/OPERATION`: the books of budgets, for programs ([ai.genops.remote.ServerBudgetStore]). For
/// whoever
/// may spend; `approve`, which lets a budget spend more, for administrators.
final class BudgetRoutes {
    private final BudgetStore store;

    private BudgetRoutes(BudgetStore store) {
        this.store = store;
    }

    /// With no store budgets are turned off, and every call is refused with that.
    static void addTo(ServerBuilder server, @Nullable BudgetStore store) {
        server.service("/api/budgets/{operation}", Answers.of(HttpMethod.POST, (context, request) -> {
            if (store == null) {
                throw new ApiException(
                        HttpStatus.NOT_FOUND, "this server keeps no budgets: `budgets.store` of server.yaml is none");
            }
            return ApiServer.json(new BudgetRoutes(store).answer(context, request));
        }));
    }

    private String answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        String operation = Objects.requireNonNull(context.pathParam("operation"));
        StoreCall call = CallJson.read(operation, Answers.json(request));
        if (call instanceof StoreCall.Approve && !Gate.principal(context).mayAdminister()) {
            throw new ApiException(
                    HttpStatus.FORBIDDEN,
                    "`" + Gate.principal(context).user() + "` may not approve more; it takes an administrator");
        }
        try {
            Object result = call.on(store);
            return call instanceof StoreCall.Approve ? "{}" : AnswerJson.write(result);
        } catch (BudgetStoreException e) {
            throw new ApiException(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }
}
