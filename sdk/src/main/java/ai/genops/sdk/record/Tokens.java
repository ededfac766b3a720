package ai.genops.sdk.record;

import io.opentelemetry.api.trace.Span;

/** How many tokens a call used. Those of several calls in one unit add up. */
public final class Tokens extends Fact<Tokens> {
    private long input = -1;
    private long output = -1;
    private long total = -1;

    Tokens() {}

    @Override
    Tokens self() {
        return this;
    }

    /** Including cached tokens. */
    public Tokens input(long count) {
        input = count("input tokens", count);
        return this;
    }

    /** Including reasoning. */
    public Tokens output(long count) {
        output = count("output tokens", count);
        return this;
    }

    /** Only where it is not the sum of the two. */
    public Tokens total(long count) {
        total = count("total tokens", count);
        return this;
    }

    @Override
    void write(Span span, Unit unit, PolicyResult.Form form) {
        write(span, unit, input, output, total);
    }

    /** What is below 0 was not told. */
    static void write(Span span, Unit unit, long input, long output, long total) {
        long sum = total >= 0 || (input < 0 && output < 0) ? total : Math.max(input, 0) + Math.max(output, 0);
        unit.addTokens(input, output, sum);
        set(span, Names.TOKENS_INPUT, unit.inputTokens());
        set(span, Names.TOKENS_OUTPUT, unit.outputTokens());
        set(span, Names.TOKENS_TOTAL, unit.totalTokens());
    }
}
