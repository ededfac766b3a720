package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.LinkedHashMap;
import java.util.Map;

/// `| savedsearch name key=value`: runs a saved search; `$key$` in it is replaced, but for
/// `nosubstitution=true`. Splunk, Search Reference, `savedsearch`.
record Savedsearch(String name, Map<String, String> arguments, int at) implements Command.Source {

    static Savedsearch read(Cursor in) {
        int at = in.here();
        String name = in.name("the name of a saved search");
        var arguments = new LinkedHashMap<String, String>();
        boolean replaces = true;
        while (!in.atEnd()) {
            if (in.option("nosubstitution") != null) {
                replaces = !Numbers.flag(in);
                continue;
            }
            String key = in.name("the name of an argument");
            in.expect("=", "after `" + key + "`");
            arguments.put(key, in.optionValue());
        }
        return new Savedsearch(name, replaces ? arguments : Map.of(), at);
    }

    @Override
    public Relation open(Planning planning) {
        return Models.saved(name, arguments, at, planning);
    }
}
