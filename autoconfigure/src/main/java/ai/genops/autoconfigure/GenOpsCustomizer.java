package ai.genops.autoconfigure;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import org.jspecify.annotations.Nullable;

/**
 * Found by OpenTelemetry's autoconfiguration and by its agent when this is on their path. Settings are those of
 * {@link Settings}; {@code genops.derive=false} switches it off.
 */
public final class GenOpsCustomizer implements AutoConfigurationCustomizerProvider {
    private @Nullable Settings settings;
    private final SpanIds parts = new SpanIds();

    @Override
    public void customize(AutoConfigurationCustomizer configuration) {
        configuration.addTracerProviderCustomizer((provider, properties) -> {
            Settings read = settings(properties);
            return read.isOn() ? provider.addSpanProcessor(new Attribution(read, parts)) : provider;
        });
        configuration.addSpanExporterCustomizer((exporter, properties) -> {
            Settings read = settings(properties);
            return read.isOn() ? new DerivingExporter(exporter, new Derivation(read), parts) : exporter;
        });
    }

    private synchronized Settings settings(ConfigProperties properties) {
        Settings read = settings == null ? Settings.read(properties) : settings;
        settings = read;
        return read;
    }
}
