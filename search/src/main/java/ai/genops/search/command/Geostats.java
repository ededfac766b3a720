package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/// `geostats latfield=lat longfield=lon globallimit=10 count by model`: aggregates for each bin of a map, for a
/// map of the whole world and ever larger ones; a bin's place is the mean of its rows'. Rows without a place on
/// earth do not count. A field's values become columns, see [Pivot], or with `translatetoxy=f` rows. Splunk,
/// Search Reference, `geostats`.
///
/// ```
/// zoom level 0   bins of binspanlat by binspanlong degrees    geobin bin_id_zl_0_y_5_x_4
/// zoom level 1   of half of each: four times as many          geobin bin_id_zl_1_y_11_x_8
/// ...            up to maxzoomlevel
/// ```
record Geostats(GeoOptions options, List<Aggregation> aggregations, List<String> by) implements Command.Step {
    private static final String BIN = "geobin";

    static Geostats read(Cursor in) {
        GeoOptions options = GeoOptions.read(in, GeoOptions.DEFAULT);
        List<Aggregation> aggregations = Aggregation.readAll(in);
        options = GeoOptions.read(in, options);
        UnknownOption.refuse(in, "geostats", GeoOptions.NAMES);
        int at = in.here();
        List<String> by = in.acceptWord("by") ? FieldLists.read(in) : List.of();
        if (options.asColumns() && by.size() > 1) {
            throw in.errorAt(
                    at,
                    "the values of one field become columns, not of %d".formatted(by.size()),
                    "Or translatetoxy=f.");
        }
        return new Geostats(options, aggregations, by);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Column latitude = planning.column(Type.NUMBER);
        Column longitude = planning.column(Type.NUMBER);
        Relation placed = input.extend(List.of(
                        new Assignment(latitude, number(options.latitude(), input, planning)),
                        new Assignment(longitude, number(options.longitude(), input, planning))))
                .filter(Conditions.and(within(latitude, 90), within(longitude, 180)));
        Column bin = planning.column(Type.TEXT);
        Relation rows = binned(placed, latitude, longitude, bin, planning);
        var grouping = new Grouping(rows, planning);
        grouping.by(BIN, bin);
        if (options.asColumns() && !by.isEmpty()) {
            var pivot = PivotOptions.DEFAULT.with(options.series());
            grouping = new Pivot(by.getFirst(), pivot, aggregations).add(grouping, planning);
        } else {
            by.forEach(grouping::by);
            grouping.dropIncomplete();
            grouping.aggregate(aggregations);
        }
        var places = new Grouping(rows, planning);
        places.by(BIN, bin);
        places.add(options.outputLatitude(), (Expr.Call) call(Op.AVG, Type.NUMBER, latitude));
        places.add(options.outputLongitude(), (Expr.Call) call(Op.AVG, Type.NUMBER, longitude));
        return joined(grouping.grouped("geostats"), places.grouped("geostats"));
    }

    private static Expr number(String field, Relation input, Planning planning) {
        return Coerce.number(planning.field(field, input.schema()));
    }

    private static Expr within(Expr degrees, double most) {
        return call(Op.LE, Type.BOOLEAN, call(Op.ABS, Type.NUMBER, degrees), new Num(most));
    }

    /// Each row once for each zoom level.
    private Relation binned(Relation placed, Expr latitude, Expr longitude, Column bin, Planning planning) {
        Expr levels = call(Op.LIST_RANGE, Type.LIST, new Num(0), new Num(options.maxZoom() + 1), new Num(1));
        Column level = planning.column(Type.TEXT);
        Expr zoom = call(Op.POW, Type.NUMBER, new Num(2), Coerce.number(level));
        return Mvexpand.of(placed, levels, level, planning)
                .extend(List.of(new Assignment(
                        bin,
                        texts(
                                new Text("bin_id_zl_"),
                                level,
                                new Text("_y_"),
                                place(latitude, 90, options.spanLatitude(), zoom),
                                new Text("_x_"),
                                place(longitude, 180, options.spanLongitude(), zoom)))));
    }

    private static Expr place(Expr degrees, double least, double span, Expr zoom) {
        Expr from = call(Op.DIVIDE, Type.NUMBER, call(Op.ADD, Type.NUMBER, degrees, new Num(least)), new Num(span));
        return Coerce.text(call(Op.FLOOR, Type.NUMBER, call(Op.MULTIPLY, Type.NUMBER, from, zoom)));
    }

    private static Expr texts(Expr first, Expr... others) {
        Expr all = first;
        for (Expr other : others) {
            all = call(Op.CONCAT, Type.TEXT, all, other);
        }
        return all;
    }

    private Relation joined(Relation values, Relation places) {
        var columns = new LinkedHashMap<String, Expr>();
        Expr bin = column(values, BIN);
        columns.put(BIN, bin);
        columns.put(options.outputLatitude(), column(places, options.outputLatitude()));
        columns.put(options.outputLongitude(), column(places, options.outputLongitude()));
        values.schema().columns().forEach(columns::putIfAbsent);
        var join =
                new Plan.Join(values.plan(), places.plan(), List.of(new Plan.Match(bin, column(places, BIN))), false);
        return new Relation(join, Schema.closed(columns, "geostats"), values.order());
    }

    private static Expr column(Relation of, String name) {
        return Objects.requireNonNull(of.schema().find(name), name);
    }
}
