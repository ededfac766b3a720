package ai.genops.remote;

import ai.genops.governance.budget.BudgetRule;
import ai.genops.governance.budget.BudgetStoreException;
import ai.genops.governance.policy.Policy;
import ai.genops.rules.BudgetReader;
import ai.genops.rules.JsonTree;
import ai.genops.rules.PolicyProblems;
import ai.genops.rules.PolicyReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The policies and budgets that a GenOps server defines for programs ({@code budgets.rules} of its server.yaml). They go
 * before those that a program defines itself: what has the same name is the server's.
 */
public record ServerRules(List<Policy> policies, List<BudgetRule> budgets) {
    /**
     * Asks the server, once, for the start of a program. The caps of budgets that it defines hold in its books in any case, and
     * as they are then; what its policies say holds until the program asks again.
     *
     * @param client not closed by this
     * @param server the address of its API, such as {@code http://127.0.0.1:9000}
     * @param token of somebody who may spend; null: none, for a server of this machine that asks for none
     * @param timeout of the request
     * @param clock of rate limits
     * @throws BudgetStoreException if there is no answer, or it cannot be understood; the message says why
     */
    public static ServerRules fetch(
            HttpClient client, URI server, @Nullable String token, Duration timeout, InstantSource clock) {
        return new ServerConnection(client, server, token, timeout).ask("rules", null, json -> read(json, clock));
    }

    private static ServerRules read(String json, InstantSource clock) {
        Map<String, Object> blocks = new HashMap<>();
        List<String> problems = new ArrayList<>();
        List<Policy> policies = List.of();
        try {
            JsonTree.map(JsonTree.read(json.getBytes(StandardCharsets.UTF_8)))
                    .forEach((key, value) -> blocks.put(String.valueOf(key), value));
            policies = new PolicyReader(clock, Map.of()).read(blocks);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (PolicyProblems e) {
            problems.addAll(e.problems());
        }
        List<BudgetRule> budgets = new BudgetReader(problems).read(blocks);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "its rules are not understood, is it newer than this client? " + String.join("; ", problems));
        }
        return new ServerRules(policies, budgets);
    }

    /** The server's, then those of one's own that it does not define. */
    public List<Policy> policiesOver(List<? extends Policy> own) {
        return over(policies, own, Policy::name);
    }

    /** The server's, then those of one's own that it does not define. */
    public List<BudgetRule> budgetsOver(List<? extends BudgetRule> own) {
        return over(budgets, own, BudgetRule::name);
    }

    private static <T> List<T> over(List<T> defined, List<? extends T> own, Function<T, String> name) {
        List<T> all = new ArrayList<>(defined);
        List<String> names = defined.stream().map(name).toList();
        own.stream().filter(one -> !names.contains(name.apply(one))).forEach(all::add);
        return List.copyOf(all);
    }
}
