package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.server.backup.Backups;
import ai.genops.server.backup.Restore;

/// Backups as the API answers them, and as `genops backup` and `genops restore` print them with `--output json`.
public final class BackupJson {
    private BackupJson() {}

    public static String made(Backups.Made made) {
        return whole(made.id(), made.files(), made.bytes())
                .ascii(",\"stored_bytes\":")
                .number(made.storedBytes())
                .raw('}')
                .toString();
    }

    public static String read(Restore.Read read) {
        return whole(read.id(), read.files(), read.bytes()).raw('}').toString();
    }

    private static JsonBuffer whole(String id, int files, long bytes) {
        return new JsonBuffer(128)
                .ascii("{\"backup\":")
                .text(id)
                .ascii(",\"files\":")
                .number(files)
                .ascii(",\"bytes\":")
                .number(bytes);
    }
}
