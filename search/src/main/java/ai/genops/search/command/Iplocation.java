package ai.genops.search.command;

import ai.genops.event.Nearest;
import ai.genops.search.knowledge.Locations;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// `iplocation prefix=from_ allfields=t lang=es clientip`: where an IP address, or a network in CIDR notation, is. What
/// the database does not know stays as it was. Splunk, Search Reference, `iplocation`; here `lookup=` names one of
/// several databases. The different addresses are looked up while the rest is planned, and then joined.
record Iplocation(String field, Options options, int at) implements Command.Step {
    /// @param lookup the database; null: the only one there is
    private record Options(
            String prefix,
            boolean allFields,
            List<String> languages,
            @Nullable String lookup,
            int lookupAt) {}

    private static final String[] OPTIONS = {"prefix", "allfields", "lang", "lookup"};
    private static final String KEY = "key";

    static Iplocation read(Cursor in) {
        Options options = options(in, new Options("", false, List.of(), null, in.here()));
        int at = in.here();
        String field = in.name("a field with IP addresses");
        return new Iplocation(field, options(in, options), at);
    }

    private static Options options(Cursor in, Options before) {
        Options read = before;
        for (String option = in.option(OPTIONS); option != null; option = in.option(OPTIONS)) {
            int at = in.here();
            read = switch (option) {
                case "prefix" ->
                    new Options(in.optionValue(), read.allFields, read.languages, read.lookup, read.lookupAt);
                case "allfields" ->
                    new Options(read.prefix, Numbers.flag(in), read.languages, read.lookup, read.lookupAt);
                case "lang" -> new Options(read.prefix, read.allFields, languages(in), read.lookup, read.lookupAt);
                default -> new Options(read.prefix, read.allFields, read.languages, in.optionValue(), at);
            };
        }
        UnknownOption.refuse(in, "iplocation", OPTIONS);
        return read;
    }

    private static List<String> languages(Cursor in) {
        var languages = new ArrayList<String>();
        do {
            languages.addAll(List.of(in.optionValue().split("\\s*,\\s*", -1)));
        } while (in.accept(","));
        return List.copyOf(languages);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Locations database = database(planning);
        Expr value = planning.field(field, input.schema());
        if (value.type() == Type.LIST) {
            throw planning.error(at, "`%s` has several values".formatted(field), "Use mvexpand before.");
        }
        Column address = planning.column(Type.TEXT);
        Relation rows = input.extend(List.of(new Assignment(address, Coerce.text(value))));
        Relation places = Rows.of(places(addresses(rows, address, planning), database), "iplocation", planning);
        var match =
                new Plan.Match(address, Objects.requireNonNull(places.schema().find(KEY)));
        var plan = new Plan.Join(rows.plan(), places.plan(), List.of(match), true);
        Relation result = new Relation(plan, rows.schema(), rows.order());
        for (String name : Place.fields(options.allFields)) {
            Expr found = Objects.requireNonNull(places.schema().find(name));
            String named = options.prefix + name;
            Expr own = input.schema().isKnown(named) ? input.schema().find(named) : null;
            Expr either = own == null ? found : Joins.either(found, own);
            result = result.define(named, planning.column(either.type()), either);
        }
        return result;
    }

    private Locations database(Planning planning) {
        var lookups = planning.knowledge().lookups();
        var names = new TreeSet<>(lookups.databases());
        if (options.lookup != null) {
            planning.generous(
                    options.lookupAt,
                    "`iplocation` takes `lookup=`",
                    "Without it the only database there is is asked.");
        }
        if (names.isEmpty()) {
            throw planning.error(
                    at,
                    "there is no database of where IP addresses are",
                    "Put one in MaxMind's format, such as GeoLite2-City.mmdb, into the server's folder lookups/.");
        }
        if (options.lookup == null && names.size() > 1) {
            throw planning.error(
                    at,
                    "there are several databases: " + String.join(", ", names),
                    "Name one: iplocation lookup=%s %s".formatted(names.first(), field));
        }
        String name = options.lookup == null ? names.first() : options.lookup;
        Locations database = lookups.locations(name);
        if (database == null) {
            String nearest = Nearest.to(name, names);
            throw planning.error(
                    options.lookupAt,
                    "there is no database `%s`".formatted(name),
                    nearest == null
                            ? "There are: " + String.join(", ", names)
                            : "Did you mean `%s`?".formatted(nearest));
        }
        return database;
    }

    /// All that the rows have, each once.
    private List<String> addresses(Relation rows, Column address, Planning planning) {
        Column each = planning.column(Type.TEXT);
        var present = new Plan.Filter(rows.plan(), Conditions.present(address));
        var different = new Plan.Aggregate(present, List.of(new Assignment(each, address)), List.of());
        List<List<Object>> found = planning.probe().rows(different, List.of(each), Order.NONE, Rows.MAX + 1);
        if (found.size() > Rows.MAX) {
            throw planning.error(
                    at,
                    "`%s` has more than %,d different values".formatted(field, Rows.MAX),
                    "Search a shorter time, or keep fewer addresses before.");
        }
        return found.stream().map(row -> String.valueOf(row.getFirst())).toList();
    }

    private Grid places(List<String> addresses, Locations database) {
        var fields = new ArrayList<Grid.Field>();
        fields.add(new Grid.Field(KEY, Type.TEXT));
        List<String> names = Place.fields(options.allFields);
        names.forEach(name -> fields.add(new Grid.Field(name, Place.type(name))));
        var rows = new ArrayList<Grid.Row>();
        for (String address : addresses) {
            Map<?, ?> found = database.find(network(address));
            if (found != null) {
                var place = new Place(found, options.languages);
                var cells = new ArrayList<@Nullable List<String>>();
                cells.add(List.of(address));
                for (String name : names) {
                    String value = place.value(name);
                    cells.add(value == null ? null : List.of(value));
                }
                rows.add(new Grid.Row(cells));
            }
        }
        return new Grid(List.copyOf(fields), rows);
    }

    /// Of a network its first address.
    private static String network(String address) {
        return address.strip().replaceFirst("/\\d{1,3}$", "");
    }
}
