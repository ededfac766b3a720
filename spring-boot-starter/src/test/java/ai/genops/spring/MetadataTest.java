package ai.genops.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.sdk.config.GenOpsConfig;
import ai.genops.sdk.config.SettingsReader;
import ai.genops.sdk.config.Surroundings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MetadataTest {
    private static final Set<String> OF_THE_STARTER = Set.of(
            "genops.open-telemetry",
            "genops.policies",
            "genops.budgets",
            "genops.govern-models",
            "genops.model-providers");

    /// An editor offers what the SDK reads, under its names, and nothing else.
    @Test
    void everyPropertyThatIsReadIsDescribed() throws IOException {
        Set<String> read = new TreeSet<>(OF_THE_STARTER);
        Surroundings real = Surroundings.real();
        Surroundings listening = new Surroundings(
                name -> null,
                name -> {
                    if (name.startsWith("genops.")) {
                        read.add(name);
                    }
                    return null;
                },
                real.nanos(),
                real.clock(),
                real.uuids(),
                real.random(),
                real.console());
        SettingsReader.read(new GenOpsConfig(), listening);
        Set<String> described = new TreeSet<>();
        for (JsonNode property : metadata().get("properties")) {
            described.add(property.get("name").asText());
            assertThat(property.get("description").asText()).endsWith(".");
        }
        assertThat(described).isEqualTo(read);
    }

    private JsonNode metadata() throws IOException {
        try (var in = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
