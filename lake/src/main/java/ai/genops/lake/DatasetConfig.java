package ai.genops.lake;

import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A dataset as configured. `retention` as it was written (`90 days`), empty: for ever.
record DatasetConfig(String name, String description, String retention, List<String> partitionBy) {
    /// Splunk's rule for the names of indexes:
    /// https://docs.splunk.com/Documentation/Splunk/latest/Indexer/Setupmultipleindexes
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,79}");

    /// What the rule says, for people.
    static final String RULE =
            "Use 1 to 80 lower-case letters, digits, `_` and `-`, beginning with a letter or a digit.";

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
        block.finish();
        return new DatasetConfig(name, description, retention, partitionBy);
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
        return new DatasetConfig(name, description, retention, partitionBy);
    }
}
