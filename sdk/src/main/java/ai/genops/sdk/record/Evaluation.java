package ai.genops.sdk.record;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How good an answer was, by one measure. Each becomes an event; the span shows the last, and beside it every score
 * under its measure's name (`genops.eval.quality`).
 */
public final class Evaluation extends Fact<Evaluation> {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,40}");
    private static final Pattern TAKEN = Pattern.compile("metric|score|threshold|passed|evaluator|metadata");

    private @Nullable String metric;
    private double score = Double.NaN;
    private double threshold = Double.NaN;
    private @Nullable Boolean passed;
    private @Nullable String evaluator;

    Evaluation() {}

    @Override
    Evaluation self() {
        return this;
    }

    /** What was measured, for example `quality`, `safety` or `privacy`. */
    public Evaluation metric(@Nullable String name) {
        metric = text(name);
        return this;
    }

    /** On the measure's own scale. */
    public Evaluation score(double value) {
        score = finite("score", value);
        return this;
    }

    /** The score from which on it is passed. */
    public Evaluation threshold(double value) {
        threshold = finite("threshold", value);
        return this;
    }

    /** Where it is not simply a score that reaches the threshold. */
    public Evaluation passed(boolean is) {
        passed = is;
        return this;
    }

    public Evaluation evaluator(@Nullable String name) {
        evaluator = text(name);
        return this;
    }

    @Override
    void write(Span span, Unit unit, PolicyResult.Form form) {
        if (metric == null || Double.isNaN(score)) {
            refuse("an evaluation without a metric or a score, of", metric);
            return;
        }
        Attributes told = told(metric);
        span.setAllAttributes(told);
        if (WORD.matcher(metric).matches() && !TAKEN.matcher(metric).matches()) {
            span.setAttribute("genops.eval." + metric, score);
        }
        writeMetadata(span, Names.EVAL_METADATA);
        span.addEvent(Names.EVALUATION_COMPLETE, told);
    }

    private Attributes told(String measure) {
        AttributesBuilder told =
                Attributes.builder().put(Names.EVAL_METRIC, measure).put(Names.EVAL_SCORE, Double.valueOf(score));
        if (!Double.isNaN(threshold)) {
            told.put(Names.EVAL_THRESHOLD, Double.valueOf(threshold));
        }
        if (passed != null || !Double.isNaN(threshold)) {
            told.put(Names.EVAL_PASSED, passed == null ? Boolean.valueOf(score >= threshold) : passed);
        }
        if (evaluator != null) {
            told.put(Names.EVAL_EVALUATOR, evaluator);
        }
        return told.build();
    }

    private double finite(String what, double value) {
        if (Double.isFinite(value)) {
            return value;
        }
        refuse(what, value);
        return Double.NaN;
    }
}
