package ai.genops.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/// Folders that a power loss does not take back: a folder's name is a change of the one above it, which has to be
/// fsynced too. What is in a folder is no safer than its name.
public final class DurableFolders {
    private DurableFolders() {}

    /// Makes a folder and those above it that are missing. The folder's name is durable when this returns, whoever made
    /// it, and so are the names of all that were missing.
    public static void create(Path folder) throws IOException {
        Path whole = folder.toAbsolutePath();
        Deque<Path> above = new ArrayDeque<>();
        Path missing = whole;
        do {
            Path parent = missing.getParent();
            if (parent == null) {
                break;
            }
            above.addFirst(parent);
            missing = parent;
        } while (!Files.exists(missing));
        Files.createDirectories(whole);
        for (Path parent : above) {
            sync(parent);
        }
    }

    /// Makes a folder in one that must be there; its name is durable when this returns, whoever made it. What belongs
    /// into a data folder is made so: in the place of one that has vanished nothing may begin anew.
    ///
    /// @throws java.nio.file.NoSuchFileException if the folder above is not there
    public static void createOne(Path folder) throws IOException {
        Path whole = folder.toAbsolutePath();
        if (!Files.isDirectory(whole)) {
            try {
                Files.createDirectory(whole);
            } catch (FileAlreadyExistsException e) {
                // Somebody was faster.
            }
        }
        Path parent = whole.getParent();
        if (parent != null) {
            sync(parent);
        }
    }

    /// Makes the names in a folder durable.
    public static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
