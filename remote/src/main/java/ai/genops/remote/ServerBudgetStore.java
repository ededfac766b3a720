package ai.genops.remote;

import ai.genops.governance.budget.Approval;
import ai.genops.governance.budget.Balance;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.BudgetStoreException;
import ai.genops.governance.budget.Entry;
import ai.genops.governance.budget.Nanos;
import ai.genops.governance.budget.Outcome;
import ai.genops.governance.budget.Request;
import ai.genops.governance.budget.Settlement;
import ai.genops.remote.StoreCall.Approve;
import ai.genops.remote.StoreCall.BalanceOf;
import ai.genops.remote.StoreCall.Commit;
import ai.genops.remote.StoreCall.Correct;
import ai.genops.remote.StoreCall.Expire;
import ai.genops.remote.StoreCall.Extend;
import ai.genops.remote.StoreCall.LedgerOf;
import ai.genops.remote.StoreCall.Release;
import ai.genops.remote.StoreCall.Reserve;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The books that a GenOps server keeps, by its clock, for all programs that have a token which may spend. Every method is
 * one request over HTTP; with {@link ai.genops.governance.budget.Leases} on top, calls reserve out of slices and cost none.
 */
public final class ServerBudgetStore implements BudgetStore {
    private static final int MOST_SHOWN = 500;
    private static final int OK = 200;

    private final HttpClient client;
    private final URI server;
    private final @Nullable String token;
    private final Duration timeout;

    /**
     * The books of one server.
     *
     * @param client not closed by this
     * @param server the address of its API, such as {@code http://127.0.0.1:9000}
     * @param token of somebody who may spend; null: none, for a server of this machine that asks for none
     * @param timeout of a request; afterwards the books count as not to be reached
     */
    public ServerBudgetStore(HttpClient client, URI server, @Nullable String token, Duration timeout) {
        this.client = client;
        String address = server.toString();
        this.server = URI.create(address.endsWith("/") ? address : address + "/");
        this.token = token;
        this.timeout = timeout;
    }

    @Override
    public Outcome reserve(Request request) {
        return ask(new Reserve(request), json -> AnswerJson.outcome(json, this, request));
    }

    @Override
    public @Nullable Settlement commit(String key, BigDecimal actual) {
        Nanos.of(actual);
        return this.<@Nullable Settlement>ask(new Commit(key, actual), AnswerJson::settlement);
    }

    @Override
    public @Nullable Settlement release(String key) {
        return this.<@Nullable Settlement>ask(new Release(key), AnswerJson::settlement);
    }

    @Override
    public @Nullable Settlement correct(String key, BigDecimal actual) {
        Nanos.of(actual);
        return this.<@Nullable Settlement>ask(new Correct(key, actual), AnswerJson::settlement);
    }

    @Override
    public boolean extend(String key, Duration lease) {
        return ask(new Extend(key, lease), AnswerJson::held);
    }

    @Override
    public int expire() {
        return ask(new Expire(), AnswerJson::expired);
    }

    @Override
    public Balance balance(Budget budget) {
        return ask(new BalanceOf(budget), AnswerJson::balance);
    }

    /** Takes the token of an administrator. */
    @Override
    public void approve(Approval approval) {
        ask(new Approve(approval), json -> true);
    }

    @Override
    public List<Entry> ledger(String budget) {
        return ask(new LedgerOf(budget), AnswerJson::entries);
    }

    private <T extends @Nullable Object> T ask(StoreCall call, Function<String, T> read) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("api/budgets/" + call.operation()))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(CallJson.write(call)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw failed("it answers " + response.statusCode() + ": " + shown(response.body()), null);
            }
            return read.apply(response.body());
        } catch (IOException | IllegalArgumentException e) {
            throw failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted", e);
        }
    }

    private BudgetStoreException failed(String why, @Nullable Throwable cause) {
        return new BudgetStoreException(
                "the budgets of the GenOps server at " + server.getAuthority() + ": " + why, cause);
    }

    private static String shown(String body) {
        return body.length() > MOST_SHOWN ? body.substring(0, MOST_SHOWN) + "..." : body;
    }
}
