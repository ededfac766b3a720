package ai.genops.sdk;

import ai.genops.governance.budget.Budgets;
import ai.genops.sdk.attribution.Attribution;
import ai.genops.sdk.attribution.Propagation;
import ai.genops.sdk.config.ConfigurationException;
import ai.genops.sdk.config.GenOpsConfig;
import ai.genops.sdk.config.GovernanceSettings;
import ai.genops.sdk.config.RuleSettings;
import ai.genops.sdk.config.Settings;
import ai.genops.sdk.config.SettingsReader;
import ai.genops.sdk.config.Surroundings;
import ai.genops.sdk.config.Version;
import ai.genops.sdk.export.Exporting;
import ai.genops.sdk.govern.Ticker;
import ai.genops.sdk.problem.Log;
import ai.genops.sdk.problem.Problems;
import ai.genops.sdk.problem.Problems.Kind;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Governs an application's use of AI: who each call is for, what it cost, what was decided about it. One for the
 * application, from {@link #init} or {@link #on}; close it when the application ends. After it is made nothing throws
 * but what it was given to enforce: a tag rule of level BLOCK, a policy that blocks, a budget that refuses. Thread-safe.
 */
public final class GenOps implements AutoCloseable {
    private final OpenTelemetry openTelemetry;
    private final Shared shared;
    private final @Nullable Exporting exporting;
    private final @Nullable Ticker ticker;
    private final @Nullable Budgets budgets;

    private GenOps(OpenTelemetry openTelemetry, Shared shared, @Nullable Exporting exporting, RuleSettings rules) {
        budgets = rules.budgets();
        ticker = budgets == null ? null : new Ticker(budgets, shared.governance, shared.problems);
        this.openTelemetry = openTelemetry;
        this.shared = shared;
        this.exporting = exporting;
    }

    /**
     * From variables and system properties alone.
     *
     * @throws ConfigurationException with all problems of the settings at once
     */
    public static GenOps init() {
        return init(config -> {});
    }

    /**
     * From code, and what code does not say from variables and system properties. Builds an OpenTelemetry of its own,
     * and does not make it the global one.
     *
     * @throws ConfigurationException with all problems of the settings at once
     */
    public static GenOps init(Consumer<GenOpsConfig> settings) {
        return init(settings, Surroundings.real());
    }

    /** As {@link #init(Consumer)}, in other surroundings than the process's. */
    public static GenOps init(Consumer<GenOpsConfig> settings, Surroundings surroundings) {
        GenOpsConfig config = new GenOpsConfig();
        settings.accept(config);
        Settings read = SettingsReader.read(config, surroundings);
        Log log = Log.system(read.governance().logLevel());
        Problems problems = new Problems(log);
        Exporting exporting = Exporting.start(read.export(), problems, log, surroundings);
        OpenTelemetry openTelemetry = exporting.openTelemetry();
        Shared shared = shared(openTelemetry, read.governance(), problems, surroundings);
        return new GenOps(openTelemetry, shared, exporting, read.governance().calls());
    }

    /** On an OpenTelemetry that exists: it decides what is sampled and exported, and is not closed by this. */
    public static GenOps on(OpenTelemetry openTelemetry) {
        return on(openTelemetry, config -> {});
    }

    /**
     * On an OpenTelemetry that exists, with defaults of attribution, tag rules and the like.
     *
     * @throws ConfigurationException with all problems of the settings at once; settings of export are one
     */
    public static GenOps on(OpenTelemetry openTelemetry, Consumer<GenOpsConfig> settings) {
        return on(openTelemetry, settings, Surroundings.real());
    }

    /** As {@link #on(OpenTelemetry, Consumer)}, in other surroundings than the process's. */
    public static GenOps on(OpenTelemetry openTelemetry, Consumer<GenOpsConfig> settings, Surroundings surroundings) {
        GenOpsConfig config = new GenOpsConfig();
        settings.accept(config);
        GovernanceSettings read = SettingsReader.readWithoutExport(config, surroundings);
        Problems problems = new Problems(Log.system(read.logLevel()));
        return new GenOps(openTelemetry, shared(openTelemetry, read, problems, surroundings), null, read.calls());
    }

    private static Shared shared(
            OpenTelemetry openTelemetry, GovernanceSettings settings, Problems problems, Surroundings surroundings) {
        Tracer tracer = openTelemetry.getTracerProvider().get("ai.genops.sdk", Version.TEXT);
        return new Shared(tracer, settings, problems, surroundings);
    }

    public static String version() {
        return Version.TEXT;
    }

    /** An operation to be started, for example `ai.chat.completion`. */
    public OperationBuilder operation(String name) {
        return new OperationBuilder(shared, name);
    }

    /**
     * The current context with attribution for everything that is done in it:
     * `try (Scope scope = genops.context(a -> a.customerId("c-7")).makeCurrent()) { … }`.
     */
    public Context context(Consumer<ContextAttribution> said) {
        Context current = Context.current();
        try {
            ContextAttribution builder = new ContextAttribution();
            said.accept(builder);
            builder.refused().forEach(text -> shared.problems.report(Kind.ATTRIBUTION, text));
            Propagation propagation = shared.propagation;
            Attribution attribution = builder.attribution().over(propagation.in(current));
            return Propagation.carry(
                    propagation.send(current, attribution), new Within(Operation.in(current), attribution));
        } catch (RuntimeException e) {
            shared.problems.caught("attribution of a context", e);
            return current;
        }
    }

    /**
     * The object behind its interface, doing what {@link ai.genops.sdk.annotation} says on its methods or on the
     * interface's. The operation of a running call is {@link Operation#in Operation.in(Context.current())}. Needs no
     * framework. Methods that return a CompletionStage end their operation when it ends.
     *
     * @throws IllegalArgumentException if it is no interface, or an annotation says what cannot be: a policy that there is
     *     not, an estimate that is no amount
     */
    public <T> T wrap(Class<T> type, T target) {
        return Interceptor.wrap(this, type, target);
    }

    public OpenTelemetry openTelemetry() {
        return openTelemetry;
    }

    /** The budgets that calls are charged to; null if there are none. */
    public @Nullable Budgets budgets() {
        return budgets;
    }

    List<String> policyNames() {
        return shared.governance.policyNames();
    }

    /** What went wrong without anybody being thrown at. */
    public Problems problems() {
        return shared.problems;
    }

    /**
     * Sends the spans that wait.
     *
     * @return whether all were taken or given up (which is counted) within the close timeout; false on an
     *     OpenTelemetry that is not of our making
     */
    public boolean flush() {
        return exporting != null && exporting.flush();
    }

    /** Sends the spans that wait, for at most the close timeout, and ends the export. What is left is counted. */
    @Override
    public void close() {
        if (ticker != null) {
            ticker.close();
        }
        if (exporting != null) {
            exporting.close();
        }
    }
}
