package ai.genops.server.cli;

import ai.genops.lake.LakeException;
import ai.genops.server.UserException;
import ai.genops.server.api.BackupJson;
import ai.genops.server.backup.BackupException;
import ai.genops.server.backup.Backups;
import ai.genops.server.backup.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops backup`.
@Command(
        name = "backup",
        description =
                "Back up configuration, log, checkpoints and lake to a folder or a bucket, while the server runs or not.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "What earlier backups there have is not written again. What was written is read back.",
            "A backup holds what the data folder holds, tokens too: keep it as safe.",
            "Exit code: 0 if it is made, 2 if it cannot be; those before it stay as they are."
        })
final class BackupCommand implements Callable<Integer> {
    @Mixin
    ApiMixin server = new ApiMixin();

    @Parameters(
            paramLabel = "TO",
            arity = "0..1",
            description = {
                "A folder on the server's machine, or s3://BUCKET/PREFIX.",
                "Default: that of the server's configuration."
            })
    @Nullable
    String to;

    @Option(names = "--keep", paramLabel = "N", description = "Remove all but the N newest backups there.")
    @Nullable
    Integer keep;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A data folder that no server has open, instead of asking a server.")
    @Nullable
    Path data;

    @Option(names = "--config", paramLabel = "DIR", description = "With --data: the configuration. Default: ./config.")
    @Nullable
    Path config;

    @Mixin
    PlaceMixin places = new PlaceMixin();

    @Mixin
    OutputMixin output = new OutputMixin();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (keep != null && keep < 1) {
            throw new UserException("`--keep` must be at least 1, is " + keep);
        }
        String text = data == null ? asked() : made(data);
        JsonTree made = JsonTree.parse(text);
        Terminal.standardOutput()
                .line(
                        output.json()
                                ? text
                                : "Backup " + made.at("backup").text() + ": "
                                        + Figures.count(made.at("files").number()) + " files of together "
                                        + Figures.bytes(made.at("bytes").number()) + ", "
                                        + Figures.bytes(made.at("stored_bytes").number()) + " of it new.");
        return 0;
    }

    private String asked() throws IOException, InterruptedException {
        if (config != null) {
            throw new UserException("`--config` goes with `--data`: a running server knows its own");
        }
        Map<String, String> words = new TreeMap<>();
        if (to != null) {
            boolean isFolder = places.place(to) instanceof Place.Folder;
            words.put("to", isFolder ? Path.of(to).toAbsolutePath().normalize().toString() : to);
        }
        if (keep != null) {
            words.put("keep", keep.toString());
        }
        try (ApiClient api = server.client()) {
            return api.change("/api/backup", words);
        }
    }

    private String made(Path folder) {
        if (to == null) {
            throw new UserException("name the folder or bucket to back up to: genops backup TO --data " + folder);
        }
        try {
            Path from = ServerMixin.absolute(config, "config");
            return BackupJson.made(
                    Backups.ofFolder(from, folder, places.place(to), keep == null ? 0 : keep, Instant.now()));
        } catch (BackupException | LakeException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }
}
