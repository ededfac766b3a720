package ai.genops.governance.file;

import ai.genops.governance.price.Catalogue;
import ai.genops.governance.price.JsonCatalogue;
import ai.genops.governance.price.PriceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A catalogue in a file: CSV if its name ends so, else JSON. */
public final class PriceFile {
    private PriceFile() {}

    /** The catalogue, or none and a problem that begins with the file's name. */
    public static List<Catalogue> read(Path file, List<String> problems) {
        String name = String.valueOf(file.getFileName());
        try {
            byte[] bytes = Files.readAllBytes(file);
            return List.of(
                    name.toLowerCase(Locale.ROOT).endsWith(".csv")
                            ? PriceTable.read(name, bytes)
                            : JsonCatalogue.read(name, bytes));
        } catch (IOException e) {
            problems.add(file + ": " + why(e));
        } catch (NoClassDefFoundError e) {
            problems.add(file + ": JSON is read by com.fasterxml.jackson.core:jackson-core, which is not on the class"
                    + " path; add it, or use CSV");
        }
        return List.of();
    }

    static String why(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }
}
