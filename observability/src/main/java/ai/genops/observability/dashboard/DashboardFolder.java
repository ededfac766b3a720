package ai.genops.observability.dashboard;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Dashboards as files of a folder, {@code ID.xml} or {@code ID.json}, in the form in which Splunk exports them. */
public final class DashboardFolder {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MAX_BYTES = 4 << 20;

    private final Path folder;

    public DashboardFolder(Path folder) {
        this.folder = folder;
    }

    /** Its files, by name; none if there is no such folder. */
    public List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(xml|json)"))
                    .sorted()
                    .toList();
        }
    }

    /** The file of an id. */
    public Optional<Path> find(String id) throws IOException {
        return files().stream().filter(file -> id(file).equals(id)).findFirst();
    }

    /** The name of a file without its ending: the id of what is in it. */
    public static String id(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }

    /** Can a dashboard be called so? It becomes a file's name and a part of addresses. */
    public static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /**
     * Reads a file.
     *
     * @throws DashboardException if it holds no dashboard; the message begins with the file's name
     */
    public static Imported read(Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new DashboardException("larger than 4 MB");
            }
            return Imported.read(id(file), Files.readString(file));
        } catch (MalformedInputException e) {
            throw new DashboardException(file + ": no UTF-8");
        } catch (DashboardException e) {
            throw new DashboardException(file + ": " + e.getMessage());
        }
    }

    /**
     * Keeps a dashboard's text as it is.
     *
     * @param id as {@link #isId} wants it
     * @return the new file
     * @throws DashboardException if there is one of this id
     */
    public Path add(String id, String text) throws IOException {
        Optional<Path> there = find(id);
        if (there.isPresent()) {
            throw new DashboardException(there.get() + " is there already; choose another id with --as");
        }
        Files.createDirectories(folder);
        Path file = folder.resolve(id + (text.stripLeading().startsWith("{") ? ".json" : ".xml"));
        return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
