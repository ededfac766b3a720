package ai.genops.destination.s3;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Units;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long objects cannot be deleted, and by whom (`COMPLIANCE`: by nobody; `GOVERNANCE`: by those with a permission
/// of its own). Written as keys of its own (`object_lock: true`, `object_lock_mode`, `object_lock_retention`) or as
/// one text, `COMPLIANCE mode, 7 years`.
record ObjectLock(boolean on, String mode, Retention retention) {
    static final ObjectLock OFF = new ObjectLock(false, "COMPLIANCE", Retention.NONE);

    private static final List<String> MODES = List.of("COMPLIANCE", "GOVERNANCE");
    private static final Pattern PROSE = Pattern.compile("([A-Za-z]+)(?: +mode)?\\s*,\\s*(.+)");

    /// What the block says, and where it says nothing, `otherwise`: a route over its destination.
    static ObjectLock read(Section block, ObjectLock otherwise) {
        Matcher prose = PROSE.matcher(block.text("object_lock", ""));
        ObjectLock lock = prose.matches() ? prose(block, prose) : keys(block, otherwise);
        if (!lock.on && !lock.retention.isNone() && (block.has("retention") || block.has("object_lock_retention"))) {
            String key = block.has("retention") ? "retention" : "object_lock_retention";
            String text = "`" + key + "` without `object_lock` keeps nobody from deleting objects";
            block.problems().note(block.at(key), text, "Add `object_lock: true` if that is what is wanted.");
        }
        return lock;
    }

    private static ObjectLock prose(Section block, Matcher prose) {
        String mode = prose.group(1).toUpperCase(Locale.ROOT);
        Duration duration = Units.duration(prose.group(2));
        if (!MODES.contains(mode) || duration == null || duration.isZero()) {
            String text = "`object_lock` is `" + prose.group() + "`, which is not understood";
            block.problems().error(block.at("object_lock"), text, "Write `COMPLIANCE mode, 7 years`.");
            return OFF;
        }
        return new ObjectLock(true, mode, Retention.of(prose.group(2), duration));
    }

    private static ObjectLock keys(Section block, ObjectLock otherwise) {
        boolean on = block.flag("object_lock", otherwise.on);
        String mode = block.choice("object_lock_mode", otherwise.mode, MODES);
        Retention retention = Retention.read(block, "retention", otherwise.retention);
        retention = Retention.read(block, "object_lock_retention", retention);
        if (on && retention.isNone()) {
            String text = "`object_lock` is on, and nothing says for how long";
            block.problems().error(block.at("object_lock"), text, "Add `object_lock_retention: 2557 days`.");
        }
        if (on) {
            noteLeapDays(block, retention.rest());
        }
        return new ObjectLock(on, mode, retention);
    }

    private static void noteLeapDays(Section block, Duration retention) {
        long days = retention.toDays();
        if (block.has("object_lock_retention") && days >= 4 * 365 && days % 365 == 0) {
            String text = "`object_lock_retention` of " + days + " days ends " + days / 365 / 4 + " to "
                    + (days / 365 / 4 + 1) + " days before " + days / 365 + " calendar years";
            String hint = "Write " + (days + days / 365 / 4 + 1) + " days if calendar years are meant.";
            block.problems().note(block.at("object_lock_retention"), text, hint);
        }
    }
}
