package ai.genops.spring.model;

import ai.genops.instrumentation.springai.SpringAiTelemetry;
import ai.genops.sdk.GenOps;
import ai.genops.spring.GenOpsAutoConfiguration;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.StreamingChatModel;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Governs the application's models of Spring AI, where it has any. */
@AutoConfiguration(after = GenOpsAutoConfiguration.class)
@ConditionalOnClass(ChatModel.class)
@ConditionalOnProperty(name = GovernedModels.GOVERN, matchIfMissing = true)
public class SpringAiAutoConfiguration {
    /** Static, so that making it makes nothing else. */
    @Bean
    static GovernedModels genopsSpringAiModels(ObjectProvider<GenOps> genops, Environment environment) {
        return new GovernedModels(
                genops::getObject,
                environment,
                new ModelKind<>(
                        ChatModel.class,
                        SpringAiTelemetry::providerOf,
                        (own, provider, model) -> telemetry(own, provider).wrap(model)),
                new ModelKind<>(
                        StreamingChatModel.class,
                        SpringAiTelemetry::providerOf,
                        (own, provider, model) -> telemetry(own, provider).wrap(model)),
                new ModelKind<>(
                        EmbeddingModel.class,
                        SpringAiTelemetry::providerOf,
                        (own, provider, model) -> telemetry(own, provider).wrap(model)));
    }

    private static SpringAiTelemetry telemetry(GenOps genops, String provider) {
        return SpringAiTelemetry.create(genops).provider(provider);
    }
}
