package ai.genops.search;

import ai.genops.lake.Holdings;
import ai.genops.search.command.Macros;
import ai.genops.search.command.Pipeline;
import ai.genops.search.command.Subsearches;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.partial.PartialAggregates;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Rights;
import ai.genops.search.plan.TimeRange;
import ai.genops.search.plan.TooLongException;
import ai.genops.search.report.SearchException;
import ai.genops.search.spl.TimeModifier;
import ai.genops.search.spl.WrittenCommand;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs SPL on the lake: text → commands → plan → SQL → result. Safe for use by several threads; each search
/// has a connection of its own and sees one state of the lake.
public final class Search {
    /// Gives connections to the lake's database; each is closed after its search.
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    private static final int MAX_LENGTH = 100_000;

    private final Connections connections;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Supplier<Knowledge> knowledge;
    private final Rights rights;
    private final Holdings holdings;
    private final PartialAggregates partials;

    private Search(
            Connections connections,
            InstantSource clock,
            ZoneId zone,
            Supplier<Knowledge> knowledge,
            Rights rights,
            Holdings holdings,
            PartialAggregates partials) {
        this.connections = connections;
        this.clock = clock;
        this.zone = zone;
        this.knowledge = knowledge;
        this.rights = rights;
        this.holdings = holdings;
        this.partials = partials;
    }

    /// A search of one lake.
    ///
    /// @param zone in which days begin and times without a zone are read
    public static Search of(Connections connections, InstantSource clock, ZoneId zone) {
        return new Search(
                connections,
                clock,
                region(zone),
                () -> Knowledge.NONE,
                Rights.ALL,
                new Holdings(),
                PartialAggregates.NONE);
    }

    /// The same lake searched with macros, saved searches and lookups; they are asked for at each search.
    public Search with(Supplier<Knowledge> known) {
        return new Search(connections, clock, zone, known, rights, holdings, partials);
    }

    /// The same lake searched with what was added up before; of all searches of a lake the same.
    public Search with(PartialAggregates kept) {
        return new Search(connections, clock, zone, knowledge, rights, holdings, kept);
    }

    /// The same lake searched by somebody who may not see all of it; subsearches, macros and all commands included.
    public Search as(Rights who) {
        return new Search(connections, clock, zone, knowledge, who, holdings, partials);
    }

    /// The engine knows zones by their region only.
    private static ZoneId region(ZoneId zone) {
        if (!(zone.normalized() instanceof ZoneOffset offset)) {
            return zone;
        }
        int hours = offset.getTotalSeconds() / 3600;
        if (hours * 3600 != offset.getTotalSeconds()) {
            throw new IllegalArgumentException("zone must be a region or whole hours from UTC, is " + zone);
        }
        return ZoneId.of(hours == 0 ? "UTC" : "Etc/GMT%+d".formatted(-hours));
    }

    /// Reads a query without macros, without running it.
    ///
    /// @throws SearchException if it cannot be read, or has a command that is refused here
    public static void check(String spl) {
        check(spl, Knowledge.NONE);
    }

    /// As [#check(String)], with macros; places are those of the text with their definitions in it.
    public static void check(String spl, Knowledge known) {
        String whole = checked(Macros.expand(checked(spl), known.macros()));
        Pipeline.parse(whole).checkAvailable(whole);
    }

    /// What queries may name at the moment besides what the lake holds.
    public Knowledge knowledge() {
        return knowledge.get();
    }

    /// Reads a query with the macros this search knows, without running it.
    ///
    /// @throws SearchException if it cannot be read
    public void checkWith(String spl) {
        Pipeline.parse(checked(Macros.expand(checked(spl), knowledge.get().macros())));
    }

    /// The commands of a query, with the texts of macros in their places.
    ///
    /// @throws SearchException if it cannot be read
    public List<WrittenCommand> commands(String spl) {
        String whole = checked(Macros.expand(checked(spl), knowledge.get().macros()));
        Pipeline.parse(whole);
        return Pipeline.written(whole);
    }

    /// Runs a query.
    ///
    /// @throws SearchException if the query is wrong, the search fails or takes too long
    public Result run(SearchRequest request) {
        return run(request, new Cancellation());
    }

    /// As [#run(SearchRequest)], to be stopped from another thread.
    public Result run(SearchRequest request, Cancellation cancellation) {
        return run(request, 1, cancellation).result();
    }

    /// The answer over the newest part of the query's time. Nothing that the query writes is written.
    ///
    /// @param share of the time that the query covers, above 0 and below 1
    /// @throws SearchException as [#run(SearchRequest)]
    public Preview newest(SearchRequest request, double share, Cancellation cancellation) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("a share is above 0 and below 1, this one " + share);
        }
        return run(request, share, cancellation);
    }

    /// What commands make of rows that there are, such as those of a job.
    ///
    /// @param request whose query is the commands; a pipe before the first may be left out
    /// @throws SearchException as [#run(SearchRequest)]
    public Result refine(List<Result.Field> fields, List<Result.Row> rows, SearchRequest request) {
        Grid grid = Grids.of(fields, rows);
        return run(request, 1, new Cancellation(), spl -> Pipeline.parse(spl, grid))
                .result();
    }

    private Preview run(SearchRequest request, double share, Cancellation cancellation) {
        return run(request, share, cancellation, Pipeline::parse);
    }

    private Preview run(
            SearchRequest request, double share, Cancellation cancellation, Function<String, Pipeline> parser) {
        try {
            return run(request, share, cancellation, parser, false);
        } catch (MixedValuesException _) {
            return run(request, share, cancellation, parser, true);
        } catch (StackOverflowError | TooLongException _) {
            throw new SearchException(
                    "an expression of the query is too long", request.spl(), 0, "Compute it in several steps.");
        }
    }

    private Preview run(
            SearchRequest request,
            double share,
            Cancellation cancellation,
            Function<String, Pipeline> parser,
            boolean mixed) {
        Knowledge known = knowledge.get();
        String spl = checked(Macros.expand(checked(request.spl()), known.macros()));
        Pipeline pipeline = parser.apply(spl);
        Instant now = clock.instant();
        TimeRange range = new TimeRange(time(request.earliest(), request, now), time(request.latest(), request, now));
        try (var engine =
                new Engine(connections.open(), request, cancellation, rights, holdings, partials, share >= 1)) {
            var planning = new Planning(spl, now, zone, range, engine.catalog(), engine, known, Subsearches::text);
            planning.onlyNewest(share);
            Boolean strict = request.strict();
            planning.strict(strict == null ? known.strict() : strict);
            planning.mixed(mixed);
            Relation relation = pipeline.planWhole(planning);
            Result result = engine.result(relation, planning, Duration.between(now, clock.instant()));
            if (share >= 1) {
                planning.takeEffect();
            }
            return new Preview(result, planning.since());
        } catch (SQLException e) {
            throw new SearchException("the search failed: " + e.getMessage(), spl, 0, null);
        }
    }

    private static String checked(String spl) {
        if (spl.length() > MAX_LENGTH) {
            throw new SearchException("longer than %,d characters".formatted(MAX_LENGTH), "", 0, null);
        }
        int nul = spl.indexOf('\0');
        if (nul >= 0) {
            throw new SearchException("character 0 cannot be searched for", spl, nul, null);
        }
        return spl;
    }

    private @Nullable Instant time(@Nullable String text, SearchRequest request, Instant now) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Instant time = TimeModifier.apply(text, now, zone);
        if (time == null) {
            throw new SearchException("`%s` is not a time".formatted(text), request.spl(), 0, TimeModifier.EXAMPLES);
        }
        return time;
    }
}
