package ai.genops.search.command;

import ai.genops.search.command.TransactionEvents.Event;
import ai.genops.search.command.TransactionEvents.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/// Puts events, oldest first, into transactions.
///
/// An event joins the open transaction of its key. Before that, the transaction is over if the event would
/// stretch it beyond a limit, or starts another. With a start, nothing begins without one; with an end, the
/// transaction is complete with it.
record Transactions(TransactionLimits limits, boolean keepOrphans) {

    /// Newest first.
    List<Group> of(TransactionEvents events) {
        var open = new LinkedHashMap<List<String>, Group>();
        var all = new ArrayList<Group>();
        for (Event event : events.oldestFirst()) {
            List<String> key = event.key();
            if (key == null) {
                orphan(event, all);
                continue;
            }
            Group group = open.get(key);
            boolean full = group != null && !limits.allow(group.first(), group.last(), group.size(), event.time());
            if (group != null && full) {
                group.close();
            }
            boolean over = full || (group != null && event.starts());
            if (group == null || over) {
                open.remove(key);
                if (events.hasStart() && !event.starts()) {
                    orphan(event, all);
                    continue;
                }
                group = new Group(events.hasStart());
                all.add(group);
                open.put(key, group);
            }
            group.add(event);
            if (event.ends()) {
                open.remove(key);
            }
        }
        return newestFirst(all);
    }

    private void orphan(Event event, List<Group> all) {
        if (keepOrphans) {
            all.add(Group.orphan(event));
        }
    }

    private static List<Group> newestFirst(List<Group> groups) {
        var sorted = new ArrayList<>(groups.reversed());
        sorted.sort(Comparator.comparingDouble(Group::first).reversed());
        return sorted;
    }
}
