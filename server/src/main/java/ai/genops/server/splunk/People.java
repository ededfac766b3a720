package ai.genops.server.splunk;

import ai.genops.search.knowledge.Asker;
import ai.genops.server.access.Access;
import ai.genops.server.access.Role;
import ai.genops.server.access.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Users and roles as Splunk's clients see them. A user is whoever has a token; administrators see all,
/// others themselves and their roles.
record People(Access access) {
    private static final List<String> USER = List.of("search", "rtsearch");
    private static final List<String> ADMINISTRATOR = List.of("search", "rtsearch", "admin_all_objects", "edit_user");

    static List<String> capabilities(boolean administers) {
        return administers ? ADMINISTRATOR : USER;
    }

    List<Entry> users(Asker who) {
        var roles = new TreeMap<String, Set<String>>();
        for (Token token : access.tokens().all()) {
            if (!token.disabled()) {
                roles.computeIfAbsent(token.user(), _ -> new LinkedHashSet<>()).addAll(token.roles());
            }
        }
        return roles.entrySet().stream()
                .filter(user -> who.administers() || user.getKey().equals(who.user()))
                .map(user -> user(user.getKey(), List.copyOf(user.getValue())))
                .toList();
    }

    private Entry user(String name, List<String> roles) {
        boolean administers = roles.stream()
                .map(role -> access.settings().roles().get(role))
                .anyMatch(role -> role != null && role.administer());
        var content = new LinkedHashMap<String, Object>();
        content.put("roles", roles);
        content.put("realname", name);
        content.put("email", "");
        content.put("type", "Splunk");
        content.put("defaultApp", "search");
        content.put("defaultAppIsUserOverride", false);
        content.put("defaultAppSourceRole", "system");
        content.put("capabilities", capabilities(administers));
        content.put("locked-out", false);
        content.put("password", "********");
        content.put("tz", "");
        return Entry.of("authentication/users", name, content);
    }

    List<Entry> roles(Asker who) {
        return new TreeMap<>(access.settings().roles())
                .values().stream()
                        .filter(role -> who.administers() || who.roles().contains(role.name()))
                        .map(People::role)
                        .toList();
    }

    private static Entry role(Role role) {
        var content = new LinkedHashMap<String, Object>();
        content.put("srchIndexesAllowed", role.indexes());
        content.put("srchIndexesDefault", role.indexes());
        content.put("capabilities", capabilities(role.administer()));
        content.put("defaultApp", "search");
        content.put("srchFilter", "");
        for (String quota : List.of("srchJobsQuota", "rtSrchJobsQuota", "srchDiskQuota", "srchTimeWin")) {
            content.put(quota, 0);
        }
        var imported = new ArrayList<>(List.of("roles", "capabilities", "srchIndexesAllowed", "srchIndexesDefault"));
        imported.forEach(name -> content.put("imported_" + name, List.of()));
        content.put("imported_srchFilter", "");
        for (String quota : List.of("srchJobsQuota", "rtSrchJobsQuota", "srchDiskQuota", "srchTimeWin")) {
            content.put("imported_" + quota, 0);
        }
        content.put("genops_content", role.content());
        return Entry.of("authorization/roles", role.name(), content);
    }
}
