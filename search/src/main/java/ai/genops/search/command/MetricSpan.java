package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Span;
import ai.genops.search.plan.Type;
import org.jspecify.annotations.Nullable;

/// How `mstats` cuts time: `span=10s`, and with `every=1m` the first ten seconds of each minute alone.
///
/// @param span null if time is not cut; `auto` for a span that suits the time searched
/// @param every null if all of the time counts
record MetricSpan(@Nullable String span, @Nullable String every, int at) {
    private static final double DAY = 86_400;

    boolean cuts() {
        return span != null;
    }

    /// The start of the span that a point lies in.
    Expr bin(Relation points, Planning planning) {
        return width(planning).bin(time(points, planning), planning.zone());
    }

    /// The points that lie in a span which counts.
    Relation sampled(Relation points, Planning planning) {
        if (every == null) {
            return points;
        }
        if (span == null) {
            throw planning.error(at, "`every=` needs a span", "Example: span=10s every=1m");
        }
        Span whole = Spans.parse(every, at, planning);
        if (!cutsEvenly(width(planning).seconds(), whole.seconds())) {
            throw planning.error(
                    at,
                    "`every=%s` is no multiple of `span=%s`".formatted(every, span),
                    "Example: span=10s every=1m takes the first ten seconds of each minute.");
        }
        Expr start = whole.bin(time(points, planning), planning.zone());
        return points.filter(call(Op.EQ, Type.BOOLEAN, bin(points, planning), start));
    }

    private Span width(Planning planning) {
        return Spans.parse("auto".equals(span) ? null : span, at, planning);
    }

    private static Expr time(Relation points, Planning planning) {
        return Coerce.time(planning.field("_time", points.schema()));
    }

    /// A month (-1) is made of whole days.
    private static boolean cutsEvenly(double part, double whole) {
        double cut = whole < 0 ? DAY : whole;
        return part > 0 && (whole < 0 ? part <= cut : part < cut) && cut % part == 0;
    }
}
