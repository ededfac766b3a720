package ai.genops.rules;

import ai.genops.governance.price.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A catalogue in a file: CSV if its name ends so, else JSON. */
final class PriceFile {
    private PriceFile() {}

    /** The catalogue, or none and a problem that begins with the file's name. */
    static List<Catalogue> read(Path file, List<String> problems) {
        String name = String.valueOf(file.getFileName());
        try {
            byte[] bytes = Files.readAllBytes(file);
            return List.of(
                    name.toLowerCase(Locale.ROOT).endsWith(".csv")
                            ? PriceTable.read(name, bytes)
                            : JsonCatalogue.read(name, bytes));
        } catch (NoSuchFileException e) {
            problems.add(file + ": there is no such file");
        } catch (IOException e) {
            problems.add(file + ": " + e.getMessage());
        }
        return List.of();
    }
}
