package ai.genops.lake;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Units;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A dataset as configured.
///
/// @param retention as it was written (`90 days`), empty: for ever
/// @param keeping what else bounds it
record DatasetConfig(String name, String description, String retention, List<String> partitionBy, Keeping keeping) {
    /// Bounds of what a dataset keeps.
    ///
    /// @param maxBytes of its files together; the oldest go first; 0: no bound
    /// @param frozen a folder that files are copied to before they are deleted; empty: none
    /// @param writeOnce whether files are left as they are until their retention has passed
    record Keeping(long maxBytes, String frozen, boolean writeOnce) {
        static final Keeping ALL = new Keeping(0, "", false);
    }

    /// Splunk's rule for the names of indexes:
    /// https://docs.splunk.com/Documentation/Splunk/latest/Indexer/Setupmultipleindexes
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,79}|_internal");

    /// What the rule says, for people.
    static final String RULE =
            "Use 1 to 80 lower-case letters, digits, `_` and `-`, beginning with a letter or a digit; or `_internal`.";

    static boolean isLegal(String name) {
        return NAME.matcher(name).matches();
    }

    static DatasetConfig read(Section block) {
        String name = legalName(block, "name");
        String description = block.text("description", "");
        String retention = retention(block);
        List<String> partitionBy = block.texts("partition_by").stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        Keeping keeping = keeping(block, name, retention);
        block.finish();
        return new DatasetConfig(name, description, retention, partitionBy, keeping);
    }

    /// A dataset without anything but its name.
    static DatasetConfig of(String name, String description, String retention) {
        return new DatasetConfig(name, description, retention, List.of(), keepingOf(name));
    }

    /// An audit trail is write-once unless its configuration says otherwise.
    private static Keeping keepingOf(String name) {
        return new Keeping(0, "", name.endsWith("audit"));
    }

    private static Keeping keeping(Section block, String name, String retention) {
        long maxBytes = block.bytes("max_size", 0);
        boolean writeOnce = block.flag("write_once", keepingOf(name).writeOnce());
        if (writeOnce && maxBytes > 0) {
            block.problems()
                    .error(
                            block.at("max_size"),
                            "`max_size` would delete from the write-once dataset `" + name + "` before its retention",
                            "Leave it out, or write `write_once: false`.");
        }
        String frozen = block.text("frozen_path", "");
        if (!frozen.isEmpty() && retention.isEmpty() && maxBytes == 0) {
            block.problems()
                    .note(
                            block.at("frozen_path"),
                            "nothing is ever deleted from `" + name + "`, so nothing is frozen",
                            "");
        }
        return new Keeping(maxBytes, frozen, writeOnce);
    }

    /// How long rows are kept; null: for ever.
    @Nullable
    Duration age() {
        return retention.isEmpty() ? null : Units.duration(retention);
    }

    /// The name under a key that must be there; empty if it is not a legal one, which is a problem then.
    static String legalName(Section block, String key) {
        String name = block.text(key);
        if (name.isEmpty() || isLegal(name)) {
            return name;
        }
        block.problems().error(block.at(key), "`" + key + "` is `" + name + "`, which cannot name a dataset", RULE);
        return "";
    }

    /// Checked to be a duration; kept as written.
    static String retention(Section block) {
        if (!block.has("retention")) {
            return "";
        }
        boolean positive = block.duration("retention", Duration.ofDays(1)).isPositive();
        block.problems()
                .require(
                        positive,
                        block.at("retention"),
                        "`retention` must be longer than nothing",
                        "Write for example `90 days`, or leave it out to keep everything.");
        return block.text("retention", "");
    }

    DatasetConfig withRetention(String retention) {
        return new DatasetConfig(name, description, retention, partitionBy, keeping);
    }
}
