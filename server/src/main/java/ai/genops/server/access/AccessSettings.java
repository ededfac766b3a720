package ai.genops.server.access;

import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What `access.yaml` says. Without that file, whoever is on this machine is an administrator.
///
/// @param configured whether there is such a file: then everybody needs a token
/// @param roles by name, with those that are always there
public record AccessSettings(boolean configured, Map<String, Role> roles) {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}";
    private static final Map<String, Role> ALWAYS = Map.of("admin", Role.ADMIN, "user", Role.USER);

    public static final AccessSettings NONE = new AccessSettings(false, ALWAYS);

    public AccessSettings {
        roles = Map.copyOf(roles);
    }

    public static AccessSettings read(boolean exists, Section file) {
        if (!exists) {
            return NONE;
        }
        Map<String, Role> roles = new TreeMap<>(ALWAYS);
        for (Section block : file.sections("roles")) {
            Role role = role(block);
            Role before = roles.put(role.name(), role);
            String rule = "the role `" + role.name() + "` is there already";
            block.problems().require(before == null, block.at("name"), rule, "Give it another name.");
        }
        file.finish();
        return new AccessSettings(true, roles);
    }

    private static Role role(Section block) {
        Problems problems = block.problems();
        String name = block.text("name");
        problems.require(
                name.matches(NAME),
                block.at("name"),
                "`name` must be letters, digits, `_`, `.` and `-`, is `" + name + "`",
                "Write a name such as `analyst`.");
        List<String> indexes = block.texts("indexes");
        boolean spend = block.flag("spend", false);
        problems.require(
                spend || !indexes.isEmpty(),
                block.at("indexes"),
                "the role `" + name + "` has no `indexes` and not `spend`, so it could do nothing",
                "Write `indexes: [genops_ai]`, `[\"*\"]` for all, or `spend: true` for programs with budgets.");
        Role role = new Role(name, indexes, block.flag("content", false), spend, block.flag("administer", false));
        block.finish();
        return role;
    }
}
