package ai.genops.server.backup;

import ai.genops.destination.s3.BucketAddress;
import java.io.IOException;
import java.nio.file.Path;

/// Where backups are kept.
public sealed interface Place {
    /// A folder of this machine.
    record Folder(Path path) implements Place {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /// A bucket of S3.
    record InBucket(BucketAddress address) implements Place {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /// Opens it to read.
    default Room reading() throws IOException {
        return switch (this) {
            case Folder folder -> FolderRoom.reading(folder.path);
            case InBucket bucket -> BucketRoom.reading(bucket.address);
        };
    }

    /// Opens it to write, for nobody else meanwhile.
    ///
    /// @param scratch a folder for what is on its way elsewhere
    /// @throws BackupException if somebody else writes
    default Room writing(Path scratch) throws IOException {
        return switch (this) {
            case Folder folder -> FolderRoom.writing(folder.path);
            case InBucket bucket -> BucketRoom.writing(bucket.address, scratch);
        };
    }
}
