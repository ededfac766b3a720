package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.budget.Approval;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.BudgetSet;
import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.BudgetStoreException;
import ai.genops.governance.budget.Budgets;
import ai.genops.governance.budget.Leases;
import ai.genops.governance.budget.Outage;
import ai.genops.governance.budget.Outcome;
import ai.genops.governance.budget.Request;
import ai.genops.governance.budget.Settlement;
import ai.genops.governance.budget.Window;
import ai.genops.governance.budget.Window.Calendar.Unit;
import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.CostLimit;
import ai.genops.governance.policy.Policies;
import ai.genops.governance.policy.Policy;
import ai.genops.governance.policy.Result;
import ai.genops.governance.policy.Subject;
import ai.genops.remote.ServerBudgetStore;
import ai.genops.remote.ServerRules;
import ai.genops.server.access.Access;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Programs and the budgets of a whole server.
@Timeout(120)
class BudgetsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Budget BUDGET =
            Budget.of("b", Map.of(), "USD", BigDecimal.TEN, new Window.Lifetime(), Excess.DENY);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private final AtomicLong keys = new AtomicLong();
    private @Nullable TestServer server;

    private TestServer start(String roles) {
        TestServer fresh = new TestServer(folder);
        server = roles.isEmpty() ? fresh : fresh.file("access.yaml", roles);
        return server.start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theBooksTellTheirBudgetsAndTheLastLinesAlsoAfterARestart() throws Exception {
        TestServer first = start("");
        var store = store(first, null);
        spend(Budgets.direct(List.of(BUDGET), store, MINUTE, new Outage.Allowance(BigDecimal.ONE)), "0.5");
        String told = first.get("/api/budgets");
        assertThat(told).contains("\"listed\":true", "\"name\":\"b\"", "\"window\":\"LIFETIME\"");
        first.close();
        TestServer second = first.start();
        assertThat(second.get("/api/budgets")).isEqualTo(told);
        assertThat(second.get("/api/budgets/ledger?budget=b&last=1"))
                .contains("COMMIT")
                .doesNotContain("RESERVE");
        assertThat(second.get("/api/budgets/ledger?budget=b&last=0"))
                .contains("`last` must be a number from 1 to 1000");
        assertThat(second.get("/api/budgets/ledger?budget=other")).isEqualTo("{\"entries\":[]}");
    }

    @Test
    void whatWasSpentOutlivesTheServerAndAnOutageIsBridgedByAnAllowance() {
        TestServer first = start("");
        var store = store(first, null);
        var leases = new Leases(
                store, BigDecimal.ONE, MINUTE, () -> "slice" + keys.incrementAndGet(), InstantSource.system());
        var budgets = Budgets.leased(List.of(BUDGET), store, leases, MINUTE, new Outage.Allowance(BigDecimal.ONE));
        for (int i = 0; i < 10; i++) {
            spend(budgets, "0.5");
        }
        leases.close();
        assertThat(store.balance(BUDGET).committed()).isEqualByComparingTo("5");
        first.close();
        spend(budgets, "0.75");
        assertThat(budgets.reserve("too much", Map.of(), "USD", new BigDecimal("0.5")))
                .isInstanceOfSatisfying(
                        Outcome.Unavailable.class,
                        none -> assertThat(none.reason())
                                .startsWith("the budgets of the GenOps server at 127.0.0.1:" + first.port() + ": "));
        first.start();
        budgets.tick();
        assertThat(budgets.untold()).isZero();
        assertThat(store.balance(BUDGET).committed()).isEqualByComparingTo("5.75");
    }

    private void spend(Budgets budgets, String amount) {
        Outcome outcome = budgets.reserve("call" + keys.incrementAndGet(), Map.of(), "USD", new BigDecimal(amount));
        assertThat(outcome).isInstanceOf(Outcome.Granted.class);
        ((Outcome.Granted) outcome).hold().commit(new BigDecimal(amount));
    }

    @Test
    void aTokenMaySpendIfItsRoleSaysSoAndOnlyAdministratorsApprove() throws Exception {
        TestServer running =
                start("roles:\n  - {name: program, spend: true}\n  - {name: analyst, indexes: [genops_ai]}\n");
        Access access = running.running().access();
        var program = store(
                running,
                access.tokens().create("billing", List.of("program"), null).secret());
        var analyst = store(
                running, access.tokens().create("ada", List.of("analyst"), null).secret());
        var admin = store(running, Files.readString(access.localToken()).strip());
        var request = Request.of("1", BudgetSet.of(List.of(BUDGET)), BigDecimal.TEN, MINUTE);
        assertThat(program.reserve(request)).isInstanceOf(Outcome.Granted.class);
        assertThatThrownBy(() -> analyst.reserve(request))
                .isInstanceOf(BudgetStoreException.class)
                .hasMessageContaining("403")
                .hasMessageContaining("`ada` may not do that");
        assertThatThrownBy(() -> store(running, null).reserve(request)).hasMessageContaining("401");
        var more = new Approval("a", "b", BigDecimal.ONE, Instant.parse("2100-01-01T00:00:00Z"), "root", "launch");
        assertThatThrownBy(() -> program.approve(more)).hasMessageContaining("`billing` may not approve more");
        admin.approve(more);
        assertThat(program.balance(BUDGET).remaining()).isEqualByComparingTo("1");
    }

    @Test
    void whatIsWrongWithACallIsSaid() throws Exception {
        TestServer running = start("");
        assertThat(post(running, "reserve", "{\"budgets\": []}"))
                .isEqualTo("400 {\"error\":\"`key` must be a text, is missing\"}");
        assertThat(post(running, "commit", "{\"key\": \"1\", \"actual\": \"-1\"}"))
                .contains("400", "must not be negative");
        assertThat(post(running, "spend", "{}")).contains("400", "there is no operation `spend`");
        assertThat(post(running, "expire", "{")).contains("400", "the body is not JSON");
        assertThat(post(running, "commit", "{\"key\": \"none\", \"actual\": \"1\"}"))
                .isEqualTo("200 {\"known\":false}");
    }

    @Test
    void aServerWithoutBudgetsSaysSo() throws Exception {
        TestServer running = new TestServer(folder);
        server = running;
        running.file("server.yaml", "api_port: " + running.port() + "\nbudgets: {store: none}\n")
                .start();
        assertThat(post(running, "expire", "{}")).contains("404", "this server keeps no budgets");
    }

    @Test
    void settingsOfBudgetsAreChecked() {
        TestServer wrong =
                new TestServer(folder).file("server.yaml", "budgets: {store: redis, url: \"http://secret@host:1\"}\n");
        assertThat(wrong.plan().errors().toString())
                .contains("`url` must be the address of a Redis")
                .doesNotContain("secret@");
        TestServer odd = new TestServer(folder).file("server.yaml", "budgets: {store: floppy}\n");
        assertThat(odd.plan().errors().toString()).contains("floppy", "local, none, postgresql, redis");
        TestServer elsewhere = new TestServer(folder)
                .file("server.yaml", "budgets: {store: postgresql, url: \"postgres://user:secret@host/db\"}\n");
        assertThat(elsewhere.plan().errors().toString())
                .contains("`url` must be the address of a PostgreSQL")
                .doesNotContain("secret@");
    }

    @Test
    @SuppressWarnings("UnusedVariable") // Whoever copies the snippet goes on with what was settled.
    void aProgramSpendsAsTheDocumentsShow() {
        TestServer running = start("");
        URI address = URI.create(running.api());
        InstantSource clock = InstantSource.system();
        Supplier<String> keys = () -> "slice-" + this.keys.incrementAndGet();
        Map<String, String> attribution = Map.of("team", "search");
        String callId = "call-1";
        BigDecimal estimate = new BigDecimal("0.05");
        BigDecimal cost = new BigDecimal("0.02");
        // snippet server-store
        BudgetStore store = new ServerBudgetStore(
                HttpClient.newHttpClient(), address, System.getenv("GENOPS_TOKEN"), Duration.ofSeconds(5));
        // end
        // snippet leased-budgets
        Budget search = Budget.of(
                "search",
                Map.of("team", "search"),
                "USD",
                new BigDecimal("1000"),
                new Window.Calendar(Unit.MONTH, ZoneId.of("Europe/Berlin")),
                Excess.DENY);
        Leases leases = new Leases(store, BigDecimal.ONE, Duration.ofSeconds(30), keys, clock);
        Budgets budgets =
                Budgets.leased(List.of(search), store, leases, Duration.ofMinutes(5), new Outage.FailClosed());
        if (budgets.reserve(callId, attribution, "USD", estimate) instanceof Outcome.Granted granted) {
            // the call
            Settlement settled = granted.hold().commit(cost);
        }
        // end
        leases.close();
        assertThat(store.balance(search).committed()).isEqualByComparingTo(cost);
    }

    private TestServer defining(String rules) {
        TestServer fresh = new TestServer(folder);
        server = fresh.file("server.yaml", "api_port: " + fresh.port() + "\nbudgets:\n  rules:\n" + rules.indent(4));
        return fresh;
    }

    @Test
    void whatTheServerDefinesGoesBeforeWhatProgramsSay() throws Exception {
        TestServer running = defining("""
                policies:
                  - {name: models, type: model_access, allow: [gpt-4o*]}
                budgets:
                  - {name: b, cap: 1, window: lifetime}
                  - {name: customers, per: customer_id, cap: 0.5, window: lifetime}
                """).start();
        URI address = URI.create(running.api());
        BudgetStore store = store(running, null);
        List<Policy> ownPolicies = List.of(
                new CostLimit("models", BigDecimal.TEN, Action.BLOCK, Action.WARN),
                new CostLimit("own", BigDecimal.TEN, Action.BLOCK, Action.WARN));
        List<Budget> ownBudgets =
                List.of(BUDGET, Budget.of("own", Map.of(), "USD", BigDecimal.TEN, new Window.Lifetime(), Excess.DENY));
        // snippet server-rules
        ServerRules rules = ServerRules.fetch(
                HttpClient.newHttpClient(),
                address,
                System.getenv("GENOPS_TOKEN"),
                Duration.ofSeconds(5),
                InstantSource.system());
        Policies policies = new Policies(rules.policiesOver(ownPolicies));
        Budgets budgets =
                Budgets.direct(rules.budgetsOver(ownBudgets), store, Duration.ofMinutes(5), new Outage.FailClosed());
        // end
        assertThat(policies.names()).containsExactly("models", "own");
        assertThat(policies.evaluate(Subject.before(Map.of()).of("openai", "o3", null))
                        .result())
                .isEqualTo(Result.BLOCKED);
        Map<String, String> customer = Map.of("customer_id", "acme");
        assertThat(budgets.covering(customer, "USD").list())
                .extracting(Budget::name)
                .containsExactly("b", "customers{customer_id=acme}", "own");
        assertThat(budgets.reserve("1", customer, "USD", new BigDecimal("0.6")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.budget().name()).isEqualTo("customers{customer_id=acme}"));
        assertThat(budgets.reserve("2", Map.of(), "USD", new BigDecimal("0.6"))).isInstanceOf(Outcome.Granted.class);
    }

    @Test
    void aProgramCannotSayMoreOfABudgetThanTheServerDefines() throws Exception {
        TestServer running = defining("""
                budgets:
                  - {name: b, cap: 1, window: lifetime}
                  - {name: customers, per: customer_id, cap: 0.5, window: lifetime}
                """).start();
        var store = store(running, null);
        assertThat(BUDGET.cap()).isEqualByComparingTo("10");
        var tenfold = Budgets.direct(List.of(BUDGET), store, MINUTE, new Outage.FailClosed());
        assertThat(tenfold.reserve("1", Map.of(), "USD", new BigDecimal("2"))).isInstanceOf(Outcome.Refused.class);
        assertThat(tenfold.reserve("2", Map.of(), "USD", BigDecimal.ONE)).isInstanceOf(Outcome.Granted.class);
        assertThat(store.balance(BUDGET).cap()).isEqualByComparingTo("1");
        Budget each = Budget.of("customers", Map.of(), "USD", BigDecimal.TEN, new Window.Lifetime(), Excess.DENY);
        var customers = Budgets.direct(List.of(each.per("customer_id")), store, MINUTE, new Outage.FailClosed());
        assertThat(customers.reserve("3", Map.of("customer_id", "acme"), "USD", BigDecimal.ONE))
                .isInstanceOf(Outcome.Refused.class);
        Budget tokens = Budget.of("b", Map.of(), "tokens", BigDecimal.TEN, new Window.Lifetime(), Excess.DENY);
        assertThatThrownBy(() -> store.balance(tokens))
                .isInstanceOf(BudgetStoreException.class)
                .hasMessageContaining("budget `b` counts USD on this server, the program says tokens");
    }

    @Test
    void wrongRulesEndTheStartWithAllThatIsWrong() {
        TestServer wrong = defining("""
                policies: [{name: p, type: guess}]
                budgets: [{name: b, cap: -1}]
                """);
        assertThatThrownBy(wrong::start).hasMessageContaining("policies[0]").hasMessageContaining("budgets[0]");
    }

    private static String post(TestServer server, String operation, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.api() + "/api/budgets/" + operation))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = Http.client().send(request, HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static ServerBudgetStore store(TestServer server, @Nullable String token) {
        return new ServerBudgetStore(HTTP, URI.create(server.api()), token, Duration.ofSeconds(20));
    }
}
