package ai.genops.search.command;

import static java.util.Map.entry;

import ai.genops.event.Nearest;
import ai.genops.search.spl.Cursor;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All commands, by name, each with how its arguments are read.
public final class Commands {
    interface Reader {
        Command read(Cursor in);
    }

    private static final Map<String, Reader> READERS = Map.ofEntries(
            entry("accum", Accum::read),
            entry("addcoltotals", Addcoltotals::read),
            entry("addinfo", Addinfo::read),
            entry("addtotals", Addtotals::read),
            entry("anomalies", Anomalies::read),
            entry("anomalydetection", Anomalydetection::read),
            entry("append", Append::read),
            entry("appendcols", Appendcols::read),
            entry("appendpipe", Appendpipe::read),
            entry("autoregress", Autoregress::read),
            entry("bin", Bin::read),
            entry("bucket", Bin::read),
            entry("chart", Chart::read),
            entry("cluster", Cluster::read),
            entry("collect", Collect::read),
            entry("convert", Convert::read),
            entry("datamodel", Datamodel::read),
            entry("dedup", Dedup::read),
            entry("delta", Delta::read),
            entry("discretize", Bin::read),
            entry("eval", EvalCommand::read),
            entry("eventcount", Eventcount::read),
            entry("eventstats", Eventstats::read),
            entry("extract", Extract::readPairs),
            entry("fieldformat", Fieldformat::read),
            entry("fields", Fields::read),
            entry("fieldsummary", Fieldsummary::read),
            entry("filldown", Filldown::read),
            entry("fillnull", Fillnull::read),
            entry("foreach", Foreach::read),
            entry("format", Format::read),
            entry("from", From::read),
            entry("fromjson", Extract::readJson),
            entry("gentimes", Gentimes::read),
            entry("geostats", Geostats::read),
            entry("head", Head::read),
            entry("inputlookup", Inputlookup::read),
            entry("iplocation", Iplocation::read),
            entry("join", Join::read),
            entry("kv", Extract::readPairs),
            entry("loadjob", Loadjob::read),
            entry("localop", Noop::read),
            entry("lookup", Lookup::read),
            entry("makecontinuous", Makecontinuous::read),
            entry("makemv", Makemv::read),
            entry("makeresults", Makeresults::read),
            entry("map", MapCommand::read),
            entry("mcatalog", Mcatalog::read),
            entry("metadata", Metadata::read),
            entry("mstats", Mstats::read),
            entry("multisearch", Union::readMultisearch),
            entry("mvcombine", Mvcombine::read),
            entry("mvexpand", Mvexpand::read),
            entry("nomv", Nomv::read),
            entry("noop", Noop::read),
            entry("outlier", Outlier::read),
            entry("outputlookup", Outputlookup::read),
            entry("predict", Predict::read),
            entry("rangemap", Rangemap::read),
            entry("rare", Top::readRare),
            entry("regex", Regex::read),
            entry("reltime", Reltime::read),
            entry("rename", Rename::read),
            entry("replace", Replace::read),
            entry("rest", Rest::read),
            entry("return", Return::read),
            entry("reverse", Reverse::read),
            entry("rex", Rex::read),
            entry("savedsearch", Savedsearch::read),
            entry("search", Search::read),
            entry("selfjoin", Selfjoin::read),
            entry("set", SetOperation::read),
            entry("setfields", Setfields::read),
            entry("sort", Sort::read),
            entry("spath", Spath::read),
            entry("stats", Stats::read),
            entry("strcat", Strcat::read),
            entry("streamstats", Streamstats::read),
            entry("table", Table::read),
            entry("tail", Tail::read),
            entry("timechart", Timechart::read),
            entry("timewrap", Timewrap::read),
            entry("tojson", Tojson::read),
            entry("top", Top::readTop),
            entry("transaction", Transaction::read),
            entry("transpose", Transpose::read),
            entry("trendline", Trendline::read),
            entry("tstats", Tstats::read),
            entry("union", Union::read),
            entry("untable", Untable::read),
            entry("where", Where::read),
            entry("xmlkv", Extract::readXml),
            entry("xpath", Xpath::read),
            entry("xyseries", Xyseries::read));

    private static final Map<String, Reader> REFUSED = RefusedCommands.readers();

    private Commands() {}

    /// The names of those that are available.
    public static Set<String> names() {
        return READERS.keySet();
    }

    /// Reads one command with its arguments.
    static Command read(Cursor in) {
        int at = in.here();
        if (in.peek() == '`') {
            throw in.error("macros are not known here", "Write out what the macro stands for.");
        }
        String name = in.word().toLowerCase(Locale.ROOT);
        Reader reader = READERS.getOrDefault(name, REFUSED.get(name));
        if (reader == null) {
            in.back(at);
            throw in.error("there is no command %s".formatted(in.found()), hint(name));
        }
        Command command = reader.read(in);
        if (!in.atEnd()) {
            throw in.error("`%s` does not take %s here".formatted(name, in.found()), null);
        }
        return command;
    }

    private static @Nullable String hint(String name) {
        String nearest = Nearest.to(name, READERS.keySet());
        return nearest == null ? null : "Did you mean `%s`?".formatted(nearest);
    }
}
