package ai.genops.spring.model;

import ai.genops.instrumentation.openai.OpenAiTelemetry;
import ai.genops.sdk.GenOps;
import ai.genops.spring.GenOpsAutoConfiguration;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Governs the application's clients of openai-java, where it has any. What is not governed (images, audio, batches) passes as it did
 * before: an application that starts with GenOps must not lose what it could do.
 */
@AutoConfiguration(after = GenOpsAutoConfiguration.class)
@ConditionalOnClass(OpenAIClient.class)
@ConditionalOnProperty(name = GovernedModels.GOVERN, matchIfMissing = true)
public class OpenAiClientsAutoConfiguration {
    /** Static, so that making it makes nothing else. */
    @Bean
    static GovernedModels genopsOpenAiClients(ObjectProvider<GenOps> genops, Environment environment) {
        return new GovernedModels(
                genops::getObject,
                environment,
                new ModelKind<>(
                        OpenAIClient.class,
                        OpenAiTelemetry::providerOf,
                        (own, provider, client) -> telemetry(own, provider).wrap(client)),
                new ModelKind<>(
                        OpenAIClientAsync.class,
                        OpenAiTelemetry::providerOf,
                        (own, provider, client) -> telemetry(own, provider).wrap(client)));
    }

    private static OpenAiTelemetry telemetry(GenOps genops, String provider) {
        return OpenAiTelemetry.create(genops).provider(provider).allowingUngoverned();
    }
}
