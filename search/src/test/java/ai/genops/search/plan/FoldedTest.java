package ai.genops.search.plan;

import static ai.genops.search.plan.Expr.call;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.lake.ColumnKind;
import ai.genops.lake.DataFile;
import ai.genops.lake.FileColumn;
import ai.genops.lake.RowIds;
import ai.genops.search.plan.Expr.Attribute;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Plan.Assignment;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FoldedTest {
    private static final Column FIELDS = new Column(3, Type.ANY);
    private static final Column KEY = new Column(20, Type.TEXT);
    private static final Column VALUE = new Column(21, Type.NUMBER);
    private static final Column MEAN = new Column(22, Type.NUMBER);

    @Test
    void whatIsComputedOfAnAttributeThatNoFileHasIsNull() {
        Plan folded = Folded.of(mean(scan(Set.of(), file(ColumnKind.NONE), file(ColumnKind.NONE)), number("a")));
        assertThat(folded).isInstanceOfSatisfying(Plan.Aggregate.class, aggregate -> {
            assertThat(aggregate.values()).containsExactly(new Assignment(MEAN, new Expr.Null(Type.NUMBER)));
            assertThat(((Plan.Extend) aggregate.input()).columns())
                    .containsExactly(new Assignment(VALUE, new Expr.Null(Type.NUMBER)));
        });
    }

    @Test
    void whatOneFileOrATableMayHaveStays() {
        Plan.Scan oneHasIt = scan(Set.of(), file(ColumnKind.NONE), file(ColumnKind.TEXT));
        Plan.Scan inText = scan(
                Set.of(),
                file(ColumnKind.NONE),
                new DataFile(3, "data", "/3", RowIds.NONE, 1, 1, Instant.EPOCH, Instant.EPOCH, Map.of(), Set.of()));
        Plan.Scan inTable = scan(Set.of("data"), file(ColumnKind.NONE));
        for (Plan.Scan scan : List.of(oneHasIt, inText, inTable)) {
            Plan mean = mean(scan, number("a"));
            assertThat(Folded.of(mean)).isEqualTo(mean);
        }
    }

    @Test
    void whatStandsInForIsAllThatIsLeft() {
        Expr own = number("b");
        Expr metric = call(Op.LOWER, Type.TEXT, call(Op.TEXT_OF_ANY, Type.TEXT, attribute("a")));
        Expr other = call(
                Op.IF,
                Type.NUMBER,
                call(Op.EQ, Type.BOOLEAN, metric, new Expr.Text("x")),
                new Expr.Num(1),
                new Expr.Null(Type.NUMBER));
        Plan.Scan scan = scan(Set.of(), file(ColumnKind.NONE));
        assertThat(Folded.of(mean(scan, call(Op.COALESCE, Type.NUMBER, own, other))))
                .isEqualTo(mean(scan, own));
    }

    @Test
    void withoutKeysTheAggregateStaysSoThatThereIsOneRow() {
        var rows = new Plan.Extend(scan(Set.of(), file(ColumnKind.NONE)), List.of(new Assignment(VALUE, number("a"))));
        var values = List.of(new Assignment(MEAN, call(Op.AVG, Type.NUMBER, VALUE)));
        assertThat(Folded.of(new Plan.Aggregate(rows, List.of(), values)))
                .isInstanceOfSatisfying(
                        Plan.Aggregate.class,
                        folded -> assertThat(folded.values()).isEqualTo(values));
    }

    @Test
    void whereFilesHaveOnlyBillionthsNothingIsCountedThatHasNone() {
        Column rest = new Column(23, Type.NUMBER);
        for (boolean only : List.of(true, false)) {
            Plan.Scan scan = scan(
                    Set.of(),
                    file(only ? ColumnKind.BILLIONTHS : ColumnKind.NUMBER),
                    file(ColumnKind.NONE),
                    file(ColumnKind.SMALL_INTEGER));
            var rows = new Plan.Extend(
                    scan,
                    List.of(
                            new Assignment(VALUE, call(Op.BILLIONTHS, Type.NUMBER, number("a"), number("a"))),
                            new Assignment(
                                    rest, call(Op.NO_BILLIONTHS, Type.NUMBER, number("a"), VALUE, number("a")))));
            Expr sum = call(Op.SUM_BILLIONTHS, Type.EXACT, VALUE, rest);
            var plan = new Plan.Aggregate(rows, List.of(), List.of(new Assignment(MEAN, sum)));
            Expr expected = only ? call(Op.SUM_BILLIONTHS, Type.EXACT, VALUE) : sum;
            assertThat(Folded.of(plan))
                    .isInstanceOfSatisfying(
                            Plan.Aggregate.class,
                            folded -> assertThat(folded.values()).containsExactly(new Assignment(MEAN, expected)));
        }
    }

    @Test
    void whatTwoStepsReadStaysOne() {
        Plan.Scan scan = scan(Set.of(), file(ColumnKind.NONE));
        var shared = new Plan.Filter(scan, Conditions.present(attribute("a")));
        var union = new Plan.Union(List.of(shared, shared), List.of(List.of(), List.of()));
        assertThat(Folded.of(union)).isInstanceOfSatisfying(Plan.Union.class, folded -> {
            assertThat(folded.inputs().getFirst()).isSameAs(folded.inputs().getLast());
            assertThat(folded.inputs().getFirst()).isEqualTo(new Plan.Filter(scan, new Expr.Flag(false)));
        });
    }

    @Test
    void aConditionIsNotMadeLowerCaseTwice() {
        Expr text = call(Op.LOWER, Type.TEXT, call(Op.TEXT_OF_ANY, Type.TEXT, attribute("b")));
        Plan.Scan scan = scan(Set.of(), file(ColumnKind.NONE));
        assertThat(Folded.of(new Plan.Filter(scan, equal(call(Op.LOWER, Type.TEXT, text)))))
                .isEqualTo(new Plan.Filter(scan, equal(text)));
    }

    private static Expr equal(Expr text) {
        return call(Op.EQ, Type.BOOLEAN, text, new Expr.Text("blocked"));
    }

    private static Plan mean(Plan.Scan scan, Expr value) {
        var rows = new Plan.Extend(scan, List.of(new Assignment(VALUE, value)));
        return new Plan.Aggregate(
                rows,
                List.of(new Assignment(KEY, scan.events().index())),
                List.of(new Assignment(MEAN, call(Op.AVG, Type.NUMBER, VALUE))));
    }

    private static Expr number(String name) {
        return call(Op.NUMBER_OF_ANY, Type.NUMBER, attribute(name));
    }

    private static Attribute attribute(String name) {
        return new Attribute(FIELDS, List.of(name));
    }

    private static DataFile file(ColumnKind kind) {
        return new DataFile(
                1,
                "data",
                "/1",
                RowIds.NONE,
                1,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                Map.of("a", new FileColumn(kind, false), "b", new FileColumn(ColumnKind.TEXT, false)),
                Set.of());
    }

    private static Plan.Scan scan(Set<String> settled, DataFile... files) {
        var ids = new int[] {4};
        Function<Type, Column> next = type -> new Column(ids[0]++, type);
        Column time = new Column(0, Type.TIME);
        var events = new Events(
                time,
                new Column(1, Type.TIME),
                new Column(2, Type.TEXT),
                FIELDS,
                next.apply(Type.TEXT),
                next.apply(Type.TEXT),
                next.apply(Type.NUMBER),
                Events.textColumns(next),
                next.apply(Type.NUMBER),
                next.apply(Type.NUMBER),
                next.apply(Type.NUMBER),
                Set.of("a", "b"),
                Rights.ALL,
                ZoneOffset.UTC);
        return new Plan.Scan(List.of("data"), settled, List.of(files), new TimeRange(null, null), events);
    }
}
