package ai.genops.sdk.config;

import ai.genops.governance.budget.Alert;
import ai.genops.governance.budget.BudgetRule;
import ai.genops.governance.budget.Budgets;
import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.Policy;
import ai.genops.governance.policy.Subject;
import ai.genops.governance.price.Catalogue;
import ai.genops.sdk.attribution.AttributionBuilder;
import ai.genops.sdk.attribution.TagRule;
import ai.genops.sdk.record.Ended;
import ai.genops.sdk.record.PolicyResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Settings in code. They go before `genops.*` properties and `GENOPS_*` variables, those before OpenTelemetry's, those
 * before `CRIBL_*`, `SPLUNK_*` and the like. Nothing is checked here: {@link SettingsReader} checks all at once. The
 * methods for attribution, such as {@link #team}, set the defaults of all operations. Null says nothing.
 */
public final class GenOpsConfig extends AttributionBuilder<GenOpsConfig> {
    static final int UNSET = Integer.MIN_VALUE;

    final Map<String, Setting> texts = new LinkedHashMap<>();
    final Map<String, String> headers = new LinkedHashMap<>();
    final Map<String, String> resource = new LinkedHashMap<>();
    final List<TagRule> rules = new ArrayList<>();

    final List<Catalogue> prices = new ArrayList<>();
    final List<Path> priceFiles = new ArrayList<>();
    final List<Policy> policies = new ArrayList<>();
    final List<BudgetRule> budgetRules = new ArrayList<>();
    final Map<String, Predicate<Subject>> predicates = new LinkedHashMap<>();

    @Nullable
    Budgets budgets;

    @Nullable
    Path governanceFile;

    @Nullable
    Enforcement enforcement;

    Action unpriced = Action.BLOCK;
    Consumer<Alert> alerts = alert -> {};
    final List<Consumer<? super Ended>> ended = new ArrayList<>();

    @Nullable
    Set<String> baggage;

    boolean trustsBaggage;
    PolicyResult.Form policyResults = PolicyResult.Form.SEED;
    int queueSize = UNSET;
    int batchSize = UNSET;

    @Nullable
    Duration flushEvery;

    Duration requestTimeout = Duration.ofSeconds(10);
    Duration closeTimeout = Duration.ofSeconds(10);

    @Override
    protected GenOpsConfig self() {
        return this;
    }

    public GenOpsConfig serviceName(@Nullable String name) {
        return text("serviceName", name);
    }

    /** OTLP, to `http://host:4318` (to which `/v1/traces` is added) or to a full address (which is used as it is). */
    public GenOpsConfig otlp(@Nullable String endpoint) {
        return exporter(Exporter.OTLP).endpoint(endpoint);
    }

    /** Events to a Splunk, `https://host:8088`. */
    public GenOpsConfig splunk(@Nullable String endpoint) {
        return exporter(Exporter.SPLUNK).endpoint(endpoint);
    }

    public GenOpsConfig exporter(Exporter exporter) {
        return exporter(exporter.name());
    }

    /** `otlp`, `console`, `splunk` or `none`. */
    public GenOpsConfig exporter(@Nullable String name) {
        return text("exporter", name);
    }

    public GenOpsConfig endpoint(@Nullable String address) {
        return text("endpoint", address);
    }

    public GenOpsConfig protocol(Protocol protocol) {
        return text("protocol", protocol.name());
    }

    /** The token of the receiver: `Authorization: Bearer …`, and `Authorization: Splunk …` to a Splunk. */
    public GenOpsConfig bearer(@Nullable String token) {
        return text("token", token);
    }

    /** Whose data it is, where a receiver serves several organisations: `X-Scope-OrgID`. */
    public GenOpsConfig organisation(@Nullable String id) {
        return text("organisation", id);
    }

    /** A header of each request. An empty one is not sent. */
    public GenOpsConfig header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public GenOpsConfig headers(Map<String, String> all) {
        all.forEach(this::header);
        return this;
    }

    /** An attribute of the resource. `splunk.index`, `splunk.sourcetype` and `host` file events in Splunk. */
    public GenOpsConfig resource(String key, String value) {
        resource.put(key, value);
        return this;
    }

    public GenOpsConfig resource(Map<String, String> all) {
        all.forEach(this::resource);
        return this;
    }

    public GenOpsConfig tagRule(TagRule... more) {
        rules.addAll(List.of(more));
        return this;
    }

    /**
     * The tags that travel to the services that are called; without this team, project, environment, cost_center and
     * feature. Tags that may identify a person are refused.
     */
    public GenOpsConfig baggage(String... tags) {
        baggage = new LinkedHashSet<>(List.of(tags));
        return this;
    }

    /** Whether tags of callers go over the defaults of this service; else they only fill what those leave open. */
    public GenOpsConfig trustBaggage(boolean trusts) {
        trustsBaggage = trusts;
        return this;
    }

    /** How policy results are written on spans; events always have the specification's form. */
    public GenOpsConfig policyResults(PolicyResult.Form form) {
        policyResults = form;
        return this;
    }

    /** Prices of models; what is said first goes over what is said later, and all of it over files. */
    public GenOpsConfig prices(Catalogue... catalogues) {
        prices.addAll(List.of(catalogues));
        return this;
    }

    /** Files of prices: CSV as docs/governance.md has it, or the JSON of LiteLLM or genai-prices. */
    public GenOpsConfig prices(Path... files) {
        priceFiles.addAll(List.of(files));
        return this;
    }

    /** What calls of models may do. */
    public GenOpsConfig policy(Policy... more) {
        policies.addAll(List.of(more));
        return this;
    }

    /** A rule in code, for policies of type `custom` in the governance file. */
    public GenOpsConfig predicate(String name, Predicate<Subject> permits) {
        predicates.put(name, permits);
        return this;
    }

    /** Budgets of this process, kept in its memory; those of several processes are {@link #budgets}. */
    public GenOpsConfig budget(BudgetRule... more) {
        budgetRules.addAll(List.of(more));
        return this;
    }

    /** Budgets with a store of your own, PostgreSQL for example. */
    public GenOpsConfig budgets(Budgets all) {
        budgets = all;
        return this;
    }

    /** Prices, policies and budgets in a JSON file; docs/sdk.md has its form. */
    public GenOpsConfig governance(Path file) {
        governanceFile = file;
        return this;
    }

    /** ENFORCE if nothing is said: what blocks throws. */
    public GenOpsConfig enforcement(Enforcement mode) {
        enforcement = mode;
        return this;
    }

    /** What is done with a call that a budget covers and of which nobody knows the cost; BLOCK if nothing is said. */
    public GenOpsConfig unpricedCalls(Action action) {
        unpriced = action;
        return this;
    }

    /** Is told when a budget's spending reaches a threshold; on whatever thread, so it should be quick. */
    public GenOpsConfig onBudgetAlert(Consumer<Alert> listener) {
        alerts = listener;
        return this;
    }

    /**
     * Is told what each operation came to, on the thread that ends it, so it must be quick; what it throws is counted.
     */
    public GenOpsConfig onEnd(Consumer<? super Ended> listener) {
        ended.add(listener);
        return this;
    }

    /** Spans that wait at most, 1 to 1,000,000; 2048 if nothing is said. */
    public GenOpsConfig queueSize(int spans) {
        queueSize = spans;
        return this;
    }

    /** Spans of one request at most; 512 if nothing is said. */
    public GenOpsConfig batchSize(int spans) {
        batchSize = spans;
        return this;
    }

    /** How long a span waits at most for its batch to fill; 1 second if nothing is said. */
    public GenOpsConfig flushEvery(Duration interval) {
        flushEvery = interval;
        return this;
    }

    /** How long one request and its retries may take; 10 seconds if nothing is said. */
    public GenOpsConfig requestTimeout(Duration timeout) {
        requestTimeout = timeout;
        return this;
    }

    /** How long closing waits at most; 10 seconds if nothing is said. */
    public GenOpsConfig closeTimeout(Duration timeout) {
        closeTimeout = timeout;
        return this;
    }

    private GenOpsConfig text(String name, @Nullable String value) {
        if (value != null) {
            texts.put(name, Setting.inCode(value.strip()));
        }
        return this;
    }
}
