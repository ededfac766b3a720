package ai.genops.destination.vendor;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Units;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long objects cannot be deleted, and by whom (`COMPLIANCE`: by nobody). Written as keys of its own
/// (`object_lock: true`, `object_lock_mode`, `object_lock_retention`) or as one text, `COMPLIANCE mode, 7 years`.
record ObjectLock(boolean on, String mode, Duration retention) {
    private static final List<String> MODES = List.of("COMPLIANCE", "GOVERNANCE");
    private static final Pattern PROSE = Pattern.compile("([A-Za-z]+)(?: +mode)?\\s*,\\s*(.+)");

    static ObjectLock read(Section block) {
        Matcher prose = PROSE.matcher(block.text("object_lock", ""));
        if (!prose.matches()) {
            return keys(block);
        }
        String mode = prose.group(1).toUpperCase(Locale.ROOT);
        Duration retention = Units.duration(prose.group(2));
        if (!MODES.contains(mode) || retention == null) {
            String text = "`object_lock` is `" + prose.group() + "`, which is not understood";
            block.problems().error(block.at("object_lock"), text, "Write `COMPLIANCE mode, 7 years`.");
        }
        return new ObjectLock(true, mode, retention == null ? Duration.ZERO : retention);
    }

    private static ObjectLock keys(Section block) {
        boolean on = block.flag("object_lock", false);
        String mode = block.choice("object_lock_mode", "COMPLIANCE", MODES);
        Duration retention = block.duration("object_lock_retention", Duration.ZERO);
        if (on && retention.isZero() && !block.has("retention")) {
            String text = "`object_lock` is on, and nothing says for how long";
            block.problems().error(block.at("object_lock"), text, "Add `object_lock_retention: 2557 days`.");
        }
        noteLeapDays(block, retention);
        return new ObjectLock(on, mode, retention);
    }

    private static void noteLeapDays(Section block, Duration retention) {
        long days = retention.toDays();
        if (days >= 4 * 365 && days % 365 == 0) {
            String text = "`object_lock_retention` of " + days + " days ends " + days / 365 / 4 + " to "
                    + (days / 365 / 4 + 1) + " days before " + days / 365 + " calendar years";
            String hint = "Write " + (days + days / 365 / 4 + 1) + " days if calendar years are meant.";
            block.problems().note(block.at("object_lock_retention"), text, hint);
        }
    }
}
