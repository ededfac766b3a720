package ai.genops.search.command;

import static java.util.Map.entry;

import ai.genops.search.plan.Nearest;
import ai.genops.search.spl.Cursor;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All commands, by name, each with how its arguments are read.
public final class Commands {
    interface Reader {
        Command read(Cursor in);
    }

    private static final Map<String, Reader> READERS = Map.ofEntries(
            entry("bin", Bin::read),
            entry("bucket", Bin::read),
            entry("chart", Chart::read),
            entry("dedup", Dedup::read),
            entry("discretize", Bin::read),
            entry("eval", EvalCommand::read),
            entry("eventcount", Eventcount::read),
            entry("eventstats", Eventstats::read),
            entry("fields", Fields::read),
            entry("fillnull", Fillnull::read),
            entry("head", Head::read),
            entry("makeresults", Makeresults::read),
            entry("mvexpand", Mvexpand::read),
            entry("rare", Top::readRare),
            entry("regex", Regex::read),
            entry("rename", Rename::read),
            entry("reverse", Reverse::read),
            entry("rex", Rex::read),
            entry("search", Search::read),
            entry("sort", Sort::read),
            entry("spath", Spath::read),
            entry("stats", Stats::read),
            entry("streamstats", Streamstats::read),
            entry("table", Table::read),
            entry("tail", Tail::read),
            entry("timechart", Timechart::read),
            entry("top", Top::readTop),
            entry("where", Where::read));

    private Commands() {}

    /// Reads one command with its arguments.
    static Command read(Cursor in) {
        int at = in.here();
        if (in.peek() == '`') {
            throw in.error("macros are not known here", "Write out what the macro stands for.");
        }
        String name = in.word().toLowerCase(Locale.ROOT);
        Reader reader = READERS.get(name);
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
