package ai.genops.server.backup;

import ai.genops.pipeline.config.Section;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The block `backup` of `server.yaml`: backups that a server makes by itself.
///
/// @param to the folder; null: none are made
/// @param every how long after one the next is made
/// @param keep how many stay; 0: all
public record BackupSettings(@Nullable Path to, Duration every, int keep) {
    private static final int MOST = 10_000;

    /// What the block says; what is wrong with it is among its problems.
    ///
    /// @param folder of the configuration, which `to` is relative to
    public static BackupSettings read(Section block, Path folder) {
        String to = block.text("to", "");
        boolean isAddress = to.contains("://");
        block.problems()
                .require(
                        !isAddress,
                        block.at("to"),
                        "`to` of the backup is `" + to + "`; backups go to a folder",
                        "Name a folder, perhaps one that is mounted, and have it copied from there.");
        boolean idle = to.isEmpty() && (block.has("every") || block.has("keep"));
        block.problems()
                .require(!idle, block.at("to"), "`to` of the backup is missing", "Name a folder outside the data's.");
        Duration every = block.duration("every", Duration.ofDays(1));
        block.problems()
                .require(
                        every.compareTo(Duration.ofMinutes(1)) >= 0,
                        block.at("every"),
                        "`every` of the backup must be at least 1m, is " + block.text("every", ""),
                        "Write for example `1h` or `24h`.");
        int keep = block.integer("keep", 7, 0, MOST);
        block.finish();
        return new BackupSettings(to.isEmpty() || isAddress ? null : folder.resolve(to), every, keep);
    }
}
