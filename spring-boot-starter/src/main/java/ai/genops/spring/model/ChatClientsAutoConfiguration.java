package ai.genops.spring.model;

import ai.genops.spring.GenOpsAutoConfiguration;
import org.springframework.ai.chat.client.ChatClientBuilderCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Chat clients of Spring AI that are built by the application's builder keep who their streams are for. */
@AutoConfiguration(after = GenOpsAutoConfiguration.class)
@ConditionalOnClass(ChatClientBuilderCustomizer.class)
@ConditionalOnProperty(name = GovernedModels.GOVERN, matchIfMissing = true)
public class ChatClientsAutoConfiguration {
    @Bean
    ChatClientBuilderCustomizer genopsCallerOfStreams() {
        return builder -> builder.defaultAdvisors(new CallerAdvisor());
    }
}
