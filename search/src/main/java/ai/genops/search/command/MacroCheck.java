package ai.genops.search.command;

import ai.genops.search.command.Macros.Call;
import ai.genops.search.knowledge.Macro;
import ai.genops.search.report.SearchException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Finds what is wrong with macros before anybody searches with them.
public final class MacroCheck {
    private MacroCheck() {}

    /// What is wrong with the macros that a text names itself, those in their definitions aside. The text may be a part
    /// of a query only.
    public static List<SearchException> problems(String text, Map<String, Macro> macros) {
        var found = new ArrayList<SearchException>();
        calls(text, macros, found);
        return found;
    }

    /// Those that name themselves, directly or through others, by their keys.
    public static Set<String> circular(Map<String, Macro> macros) {
        var circular = new TreeSet<String>();
        macros.forEach((key, macro) -> {
            var seen = new HashSet<Macro>();
            reach(macro, macros, seen);
            if (seen.contains(macro)) {
                circular.add(key);
            }
        });
        return circular;
    }

    private static void reach(Macro from, Map<String, Macro> macros, Set<Macro> seen) {
        for (Macro next : calls(from.definition(), macros, new ArrayList<>())) {
            if (seen.add(next)) {
                reach(next, macros, seen);
            }
        }
    }

    /// The macros named; one whose name an argument makes is known only when it is called.
    private static Set<Macro> calls(String text, Map<String, Macro> macros, List<SearchException> problems) {
        var named = new HashSet<Macro>();
        int from = Macros.plainEnd(text, 0);
        while (from < text.length()) {
            int close = text.indexOf('`', from + 1);
            try {
                Call call = Call.read(text, from, close);
                if (!Macro.isUnfinished(call.name())) {
                    named.add(Macros.find(call, macros));
                }
            } catch (SearchException e) {
                problems.add(e);
            }
            from = close < 0 ? text.length() : Macros.plainEnd(text, close + 1);
        }
        return named;
    }
}
