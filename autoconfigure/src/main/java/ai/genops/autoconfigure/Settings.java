package ai.genops.autoconfigure;

import ai.genops.governance.price.Catalogue;
import ai.genops.governance.price.Layers;
import ai.genops.rules.JsonCatalogue;
import ai.genops.rules.PriceTable;
import ai.genops.sdk.attribution.Tag;
import ai.genops.sdk.attribution.TagValue;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What was configured, by properties such as {@code -Dgenops.team=search} or variables such as {@code GENOPS_TEAM}. What is
 * wrong is logged, and gone on without: a service must not fail to start because its telemetry says less.
 *
 * @param isOn {@code genops.derive}; true if nothing is said
 * @param attribution {@code genops.team}, {@code genops.project} and the like
 * @param trustsBaggage {@code genops.trust.baggage}: whether baggage goes over these; else it fills what they leave open
 * @param prices those of {@code genops.prices}, files separated by commas, each before the next, and then those that ship
 */
record Settings(boolean isOn, Map<Tag, String> attribution, boolean trustsBaggage, Catalogue prices) {
    /** What a service may say of itself, and its callers in baggage. */
    static final List<Tag> TAGS = List.of(
            Tag.TEAM, Tag.PROJECT, Tag.ENVIRONMENT, Tag.FEATURE, Tag.COST_CENTER, Tag.CUSTOMER_ID, Tag.CUSTOMER_TIER);

    private static final Logger LOG = Logger.getLogger("ai.genops.autoconfigure");
    private static final String SHIPPED = "model_prices.json";

    static Settings read(ConfigProperties properties) {
        Map<Tag, String> attribution = new LinkedHashMap<>();
        for (Tag tag : TAGS) {
            String setting = "genops." + tag.name().replace('_', '.');
            String value = properties.getString(setting);
            String fault = value == null ? null : TagValue.fault(value);
            if (fault != null) {
                LOG.warning("`" + setting + "` " + fault + ": \"" + value + "\"; set the real one or none");
            } else if (value != null) {
                attribution.put(tag, value.strip());
            }
        }
        return new Settings(
                is(properties, "genops.derive", true),
                Map.copyOf(attribution),
                is(properties, "genops.trust.baggage", false),
                prices(properties.getList("genops.prices")));
    }

    private static boolean is(ConfigProperties properties, String setting, boolean otherwise) {
        try {
            return properties.getBoolean(setting, otherwise);
        } catch (ConfigurationException e) {
            LOG.warning("`" + setting + "` must be true or false: " + e.getMessage());
            return otherwise;
        }
    }

    private static Catalogue prices(List<String> files) {
        List<Catalogue> catalogues = new ArrayList<>();
        for (String file : files) {
            try {
                catalogues.add(read(file, Files.readAllBytes(Path.of(file))));
            } catch (IOException | InvalidPathException e) {
                LOG.log(Level.WARNING, "the prices in `" + file + "` cannot be read, and are left out: " + e);
            }
        }
        try (InputStream shipped = Settings.class.getResourceAsStream(SHIPPED)) {
            if (shipped != null) {
                catalogues.add(read(SHIPPED, shipped.readAllBytes()));
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the prices that ship cannot be read, and are left out: " + e);
        }
        return new Layers(catalogues);
    }

    private static Catalogue read(String file, byte[] content) throws IOException {
        String name = String.valueOf(Path.of(file).getFileName());
        return file.toLowerCase(Locale.ROOT).endsWith(".csv")
                ? PriceTable.read(name, content)
                : JsonCatalogue.read(name, content);
    }
}
