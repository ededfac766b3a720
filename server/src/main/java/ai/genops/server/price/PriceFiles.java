package ai.genops.server.price;

import ai.genops.governance.price.Catalogue;
import ai.genops.pipeline.lookup.FileLookup;
import ai.genops.pipeline.lookup.LookupSource;
import ai.genops.pipeline.lookup.LookupTables;
import ai.genops.pipeline.lookup.PriceCatalogues;
import ai.genops.server.price.PriceFile.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The catalogues that there are in the configuration's `lookups/`, whether a pipeline prices with them or not. One
/// that was read is kept until its file changes. Safe for concurrent use.
public final class PriceFiles {
    private static final List<String> COLUMNS = List.of("model", "input_cost_per_1k", "output_cost_per_1k");
    private static final String PRICES = "prices";
    private static final int MOST = 50;

    private final Supplier<LookupTables> lookups;
    private final Map<PriceFile, Catalogue> read = new ConcurrentHashMap<>();

    public PriceFiles(Supplier<LookupTables> lookups) {
        this.lookups = lookups;
    }

    /// One's own prices first, then tables; at most 50.
    ///
    /// @throws IOException if a file cannot be looked at
    public List<PriceFile> all() throws IOException {
        List<PriceFile> found = new ArrayList<>();
        for (FileLookup lookup : lookups.get().all()) {
            if (lookup instanceof LookupSource source && source.table().names().containsAll(COLUMNS)) {
                found.add(of(source.id(), source.definition().file(), Form.TABLE));
            }
        }
        Path folder = lookups.get().folder().resolve(PRICES);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                    String name = file.getFileName().toString();
                    if (PriceCatalogues.isJson(name)) {
                        found.add(of(PRICES + "/" + name, file, Form.JSON));
                    }
                }
            }
        }
        found.sort(Comparator.comparing(file -> !file.overrides()));
        return List.copyOf(found.subList(0, Math.min(MOST, found.size())));
    }

    private static PriceFile of(String id, Path file, Form form) throws IOException {
        return new PriceFile(id, file, form, Files.getLastModifiedTime(file).toInstant());
    }

    /// What is in it.
    ///
    /// @throws IOException if it is no catalogue; the message says why
    public Catalogue catalogue(PriceFile file) throws IOException {
        Catalogue known = read.get(file);
        if (known != null) {
            return known;
        }
        Catalogue fresh = PriceCatalogues.read(file.id(), file.file());
        read.keySet().removeIf(other -> other.id().equals(file.id()));
        read.put(file, fresh);
        return fresh;
    }
}
