package ai.genops.spring.model;

import ai.genops.instrumentation.anthropic.AnthropicTelemetry;
import ai.genops.sdk.GenOps;
import ai.genops.spring.GenOpsAutoConfiguration;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Governs the application's clients of anthropic-java, where it has any. What is not governed (batches, beta) passes as it did
 * before: an application that starts with GenOps must not lose what it could do.
 */
@AutoConfiguration(after = GenOpsAutoConfiguration.class)
@ConditionalOnClass(AnthropicClient.class)
@ConditionalOnProperty(name = GovernedModels.GOVERN, matchIfMissing = true)
public class AnthropicClientsAutoConfiguration {
    /** Static, so that making it makes nothing else. */
    @Bean
    static GovernedModels genopsAnthropicClients(ObjectProvider<GenOps> genops, Environment environment) {
        return new GovernedModels(
                genops::getObject,
                environment,
                new ModelKind<>(
                        AnthropicClient.class,
                        AnthropicTelemetry::providerOf,
                        (own, provider, client) -> telemetry(own, provider).wrap(client)),
                new ModelKind<>(
                        AnthropicClientAsync.class,
                        AnthropicTelemetry::providerOf,
                        (own, provider, client) -> telemetry(own, provider).wrap(client)));
    }

    private static AnthropicTelemetry telemetry(GenOps genops, String provider) {
        return AnthropicTelemetry.create(genops).provider(provider).allowingUngoverned();
    }
}
