package ai.genops.governance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// A module's public API is what its file `src/test/api.txt` says. A change of it is so a change of that file, which
/// whoever reads the change sees, and never an accident. `-Dgenops.api.write=true` writes the files anew.
public abstract class PublicApiContract {
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path FILE = Path.of("src/test/api.txt");

    @Test
    void thePublicApiIsWhatTheFileSays() throws IOException {
        String api = PublicApi.of(CLASSES);
        if (Boolean.getBoolean("genops.api.write")) {
            Files.writeString(FILE, api);
        }
        assertThat(api)
                .as("the public API; where the change is meant, CONTRIBUTING.md says how to write %s anew", FILE)
                .isEqualTo(Files.readString(FILE));
    }
}
