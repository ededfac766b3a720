package ai.genops.pipeline.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/// `${file:path}`: the content of a file, without the line ends after it; relative to the folder of the
/// configuration. So Docker and Kubernetes hand secrets over.
final class FileStore implements SecretStore {
    static final int MAX_BYTES = 64 * 1024;

    private final Path folder;

    FileStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public String fetch(String reference) throws Unavailable {
        String text;
        try {
            Path file = folder.resolve(reference);
            if (Files.size(file) > MAX_BYTES) {
                throw new Unavailable("the file `" + reference + "` is larger than " + MAX_BYTES + " bytes");
            }
            text = Files.readString(file);
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new Unavailable("the file `" + reference + "` is not there");
        } catch (CharacterCodingException e) {
            throw new Unavailable("the file `" + reference + "` is not UTF-8 text");
        } catch (IOException e) {
            throw new Unavailable("the file `" + reference + "` cannot be read");
        }
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        if (end == 0) {
            throw new Unavailable("the file `" + reference + "` is empty");
        }
        return text.substring(0, end);
    }

    @Override
    public String remark(String reference) {
        try {
            boolean open =
                    Files.getPosixFilePermissions(folder.resolve(reference)).contains(PosixFilePermission.OTHERS_READ);
            return open ? "everybody on this machine can read the secret's file `" + reference + "`" : "";
        } catch (IOException | UnsupportedOperationException | InvalidPathException e) {
            return "";
        }
    }
}
