package ai.genops.remote;

import ai.genops.governance.budget.Approval;
import ai.genops.governance.budget.Balance;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.BudgetStore;
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
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The books that a GenOps server keeps, by its clock, for all programs that have a token which may spend. Every method is
 * one request over HTTP; with {@link ai.genops.governance.budget.Leases} on top, calls reserve out of slices and cost none.
 */
public final class ServerBudgetStore implements BudgetStore {
    private final ServerConnection connection;

    /**
     * The books of one server.
     *
     * @param client not closed by this
     * @param server the address of its API, such as {@code http://127.0.0.1:9000}
     * @param token of somebody who may spend; null: none, for a server of this machine that asks for none
     * @param timeout of a request; afterwards the books count as not to be reached
     */
    public ServerBudgetStore(HttpClient client, URI server, @Nullable String token, Duration timeout) {
        connection = new ServerConnection(client, server, token, timeout);
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
        return connection.ask(call.operation(), CallJson.write(call), read);
    }
}
