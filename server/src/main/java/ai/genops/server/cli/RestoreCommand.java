package ai.genops.server.cli;

import ai.genops.server.UserException;
import ai.genops.server.api.BackupJson;
import ai.genops.server.backup.BackupException;
import ai.genops.server.backup.Place;
import ai.genops.server.backup.Restore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops restore`.
@Command(
        name = "restore",
        description = "Restore a backup into folders that are empty or not there, or check one.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 if every byte is there, 1 if --check finds damage, 2 if it cannot be restored."})
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FROM", description = "The folder with backups, or s3://BUCKET/PREFIX.")
    String named = "";

    @Option(names = "--at", paramLabel = "ID", description = "Which one, as --list names it. Default: the newest.")
    String at = "";

    @Option(names = "--data", paramLabel = "DIR", description = "Where the data go, if the backup has any.")
    @Nullable
    Path data;

    @Option(names = "--config", paramLabel = "DIR", description = "Where the configuration goes, if the backup has it.")
    @Nullable
    Path config;

    @Option(names = "--check", description = "Read all of it and write nothing.")
    boolean check;

    @Option(names = "--list", description = "List the backups.")
    boolean list;

    @Mixin
    PlaceMixin places = new PlaceMixin();

    @Mixin
    OutputMixin output = new OutputMixin();

    private final Terminal terminal = Terminal.standardOutput();

    @Override
    public Integer call() {
        try {
            Place from = places.place(named);
            if (list) {
                Restore.list(from).forEach(terminal::line);
                return 0;
            }
            return check ? checked(from) : restored(from);
        } catch (BackupException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }

    private int checked(Place from) {
        List<String> ids = Restore.list(from);
        if (!at.isEmpty() && !ids.contains(at)) {
            throw new UserException(
                    "there is no backup `" + at + "` in " + from + "; there are: " + String.join(", ", ids));
        }
        try {
            tell(Restore.check(from, at), "is whole");
            return 0;
        } catch (BackupException e) {
            terminal.line(terminal.bad(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    private int restored(Place from) {
        if (data == null && config == null) {
            throw new UserException("name empty folders with `--data DIR` and `--config DIR`, or write `--check`");
        }
        Path toConfig = full(config);
        Path toData = full(data);
        if (toConfig != null && toData != null && (toConfig.startsWith(toData) || toData.startsWith(toConfig))) {
            throw new UserException("`--data` and `--config` must be two folders, neither in the other");
        }
        tell(Restore.into(from, at, toConfig, toData), "is restored");
        return 0;
    }

    private static @Nullable Path full(@Nullable Path folder) {
        return folder == null ? null : folder.toAbsolutePath().normalize();
    }

    private void tell(Restore.Read read, String what) {
        terminal.line(
                output.json()
                        ? BackupJson.read(read)
                        : "Backup " + read.id() + " " + what + ": " + Figures.count(read.files())
                                + " files of together " + Figures.bytes(read.bytes()) + ".");
    }
}
