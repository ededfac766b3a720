package ai.genops.spring.model;

import ai.genops.instrumentation.langchain4j.LangChain4jTelemetry;
import ai.genops.sdk.GenOps;
import ai.genops.spring.GenOpsAutoConfiguration;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Governs the application's models of LangChain4j, where it has any. */
@AutoConfiguration(after = GenOpsAutoConfiguration.class)
@ConditionalOnClass(ChatModel.class)
@ConditionalOnProperty(name = GovernedModels.GOVERN, matchIfMissing = true)
public class LangChain4jAutoConfiguration {
    /** Static, so that making it makes nothing else. */
    @Bean
    static GovernedModels genopsLangChain4jModels(ObjectProvider<GenOps> genops, Environment environment) {
        return new GovernedModels(
                genops::getObject,
                environment,
                new ModelKind<>(
                        ChatModel.class,
                        LangChain4jTelemetry::providerOf,
                        (own, provider, model) -> telemetry(own, provider).wrap(model)),
                new ModelKind<>(
                        StreamingChatModel.class,
                        LangChain4jTelemetry::providerOf,
                        (own, provider, model) -> telemetry(own, provider).wrap(model)),
                new ModelKind<>(
                        EmbeddingModel.class,
                        LangChain4jTelemetry::providerOf,
                        (own, provider, model) -> telemetry(own, provider).wrap(model)));
    }

    private static LangChain4jTelemetry telemetry(GenOps genops, String provider) {
        return LangChain4jTelemetry.create(genops).provider(provider);
    }
}
