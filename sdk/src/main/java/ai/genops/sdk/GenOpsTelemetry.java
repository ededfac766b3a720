package ai.genops.sdk;

import ai.genops.sdk.problem.Log;
import ai.genops.sdk.problem.Problems;
import ai.genops.sdk.record.Budget;
import ai.genops.sdk.record.Cost;
import ai.genops.sdk.record.Evaluation;
import ai.genops.sdk.record.Policy;
import ai.genops.sdk.record.PolicyResult;
import ai.genops.sdk.record.Reconciliation;
import ai.genops.sdk.record.Recorder;
import ai.genops.sdk.record.Reservation;
import ai.genops.sdk.record.Tokens;
import io.opentelemetry.api.trace.Span;
import java.util.function.Consumer;

/**
 * Records on any OpenTelemetry span, whoever started it, for example `Span.current()`. What is told here and what an
 * operation is told of the same span are one: decisions are compared, costs add up. On spans that are not an
 * operation's, attribution is not recorded, and what a unit ends with is not either. Never throws; thread-safe.
 */
public final class GenOpsTelemetry {
    private static final Problems PROBLEMS = new Problems(Log.system(Log.Level.WARN));
    private static final Recorder RECORDER = new Recorder(PROBLEMS, PolicyResult.Form.SEED);

    private GenOpsTelemetry() {}

    public static void recordCost(Span span, Consumer<? super Cost> told) {
        RECORDER.of(span).cost(told);
    }

    public static void recordTokens(Span span, Consumer<? super Tokens> told) {
        RECORDER.of(span).tokens(told);
    }

    public static void recordPolicy(Span span, Consumer<? super Policy> told) {
        RECORDER.of(span).policy(told);
    }

    public static void recordEvaluation(Span span, Consumer<? super Evaluation> told) {
        RECORDER.of(span).evaluation(told);
    }

    public static void recordBudget(Span span, Consumer<? super Budget> told) {
        RECORDER.of(span).budget(told);
    }

    /** Before the work is done. */
    public static void recordReservation(Span span, Consumer<? super Reservation> told) {
        RECORDER.of(span).reservation(told);
    }

    /** After the work. */
    public static void recordReconciliation(Span span, Consumer<? super Reconciliation> told) {
        RECORDER.of(span).reconciliation(told);
    }

    /** What went wrong here. */
    public static Problems problems() {
        return PROBLEMS;
    }
}
