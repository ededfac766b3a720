package ai.genops.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.policy.Decision;
import ai.genops.governance.policy.Policy;
import ai.genops.governance.policy.Subject;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.attribution.Tag;
import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import ai.genops.sdk.record.Ended;
import ai.genops.spring.model.ChatClientsAutoConfiguration;
import ai.genops.spring.model.LangChain4jAutoConfiguration;
import ai.genops.spring.model.SpringAiAutoConfiguration;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientBuilderCustomizer;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class GovernedModelsTest {
    private final FakeOpenAi openai = new FakeOpenAi();
    private final ApplicationContextRunner application = Application.running()
            .withConfiguration(AutoConfigurations.of(
                    SpringAiAutoConfiguration.class,
                    LangChain4jAutoConfiguration.class,
                    ChatClientsAutoConfiguration.class))
            .withPropertyValues(
                    "genops.policies[0].name=cards",
                    "genops.policies[0].type=content_filter",
                    "genops.policies[0].patterns.card=[0-9]{16}",
                    "genops.budgets[0].name=all",
                    "genops.budgets[0].cap=0.03")
            .withBean("gpt", OpenAiChatModel.class, this::gpt);

    @AfterEach
    void close() {
        openai.close();
    }

    private OpenAiChatModel gpt() {
        return OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder()
                        .baseUrl(openai.address())
                        .apiKey("key")
                        .model("gpt-4o")
                        .maxTokens(1000)
                        .build())
                .build();
    }

    private static List<Ended> seen(ApplicationContext context) {
        return context.getBean(Application.Seen.class);
    }

    private static BigDecimal cost(ApplicationContext context) {
        return seen(context).stream()
                .map(Ended::cost)
                .map(cost -> cost == null ? BigDecimal.ZERO : cost)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void aModelOfSpringAiIsGovernedWithNoCode() {
        application.run(context -> {
            ChatModel model = context.getBean(ChatModel.class);
            assertThat(context.getBean("gpt")).isSameAs(model);
            assertThat(model.call("Help me")).isEqualTo("Hello");
            assertThat(cost(context)).isEqualByComparingTo("0.012");
            assertThat(seen(context).get(0).model()).isEqualTo("gpt-4o-2024-08-06");
            assertThatThrownBy(() -> model.call("4111111111111111")).isInstanceOf(PolicyViolationException.class);
            assertThat(openai.requests).hasValue(1);
            model.stream(new Prompt("Help me")).blockLast(Duration.ofSeconds(10));
            assertThat(cost(context)).isEqualByComparingTo("0.024");
            assertThatThrownBy(() -> model.call("Help me"))
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("budget `all`: may cost");
            assertThat(openai.requests).hasValue(2);
        });
    }

    @Test
    void whatIsBuiltOnTheModelIsForTheCustomerOfTheOperation() {
        application.run(context -> {
            GenOps genops = context.getBean(GenOps.class);
            ChatClient chat = ChatClient.create(context.getBean(ChatModel.class));
            String question = "Help me";
            String customer = "acme";
            // snippet spring-ai-bean
            String answer = genops.operation("support")
                    .customerId(customer)
                    .call(support -> chat.prompt().user(question).call().content());
            // end
            assertThat(answer).isEqualTo("Hello");
            assertThat(seen(context)).extracting(Ended::operation).containsExactly("spring_ai.chat", "support");
            assertThat(seen(context))
                    .extracting(ended -> ended.attribution().get(Tag.CUSTOMER_ID))
                    .containsExactly("acme", "acme");
        });
    }

    /// Goes on on another thread, as a loop of tools does.
    private static final class Elsewhere implements StreamAdvisor {
        @Override
        public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
            return Flux.defer(() -> chain.nextStream(request)).subscribeOn(Schedulers.boundedElastic());
        }

        @Override
        public String getName() {
            return "elsewhere";
        }

        @Override
        public int getOrder() {
            return 0;
        }
    }

    @Test
    void aStreamThatGoesOnOnAnotherThreadIsForTheSameCustomer() {
        application.run(context -> {
            ChatClient.Builder builder = ChatClient.builder(context.getBean(ChatModel.class));
            context.getBeanProvider(ChatClientBuilderCustomizer.class).forEach(one -> one.customize(builder));
            ChatClient chat = builder.defaultAdvisors(new Elsewhere()).build();
            context.getBean(GenOps.class)
                    .operation("support")
                    .customerId("acme")
                    .run(support ->
                            chat.prompt().user("Help me").stream().content().blockLast(Duration.ofSeconds(10)));
            assertThat(seen(context))
                    .extracting(ended -> ended.attribution().get(Tag.CUSTOMER_ID))
                    .containsExactly("acme", "acme");
        });
    }

    @Test
    void embeddingsAreGovernedAndTheBeanKeepsItsClass() {
        application
                .withBean(
                        OpenAiEmbeddingModel.class,
                        () -> OpenAiEmbeddingModel.builder()
                                .metadataMode(MetadataMode.EMBED)
                                .options(OpenAiEmbeddingOptions.builder()
                                        .baseUrl(openai.address())
                                        .apiKey("key")
                                        .model("text-embedding-3-small")
                                        .build())
                                .build())
                .run(context -> {
                    EmbeddingModel embeddings = context.getBean(OpenAiEmbeddingModel.class);
                    assertThat(embeddings.embed("Help me")).hasSize(2);
                    assertThat(cost(context)).isEqualByComparingTo("0.00000016");
                });
    }

    @Test
    void aModelOfLangChain4jIsGovernedWithNoCodeAndKeepsItsClass() {
        application
                .withBean(
                        dev.langchain4j.model.openai.OpenAiChatModel.class,
                        () -> dev.langchain4j.model.openai.OpenAiChatModel.builder()
                                .baseUrl(openai.address())
                                .apiKey("key")
                                .modelName("gpt-4o")
                                .maxTokens(1000)
                                .build())
                .run(context -> {
                    var model = context.getBean(dev.langchain4j.model.openai.OpenAiChatModel.class);
                    assertThat(model.chat("Help me")).isEqualTo("Hello");
                    assertThat(cost(context)).isEqualByComparingTo("0.012");
                    assertThatThrownBy(() -> model.chat("4111111111111111"))
                            .isInstanceOf(PolicyViolationException.class);
                });
    }

    @Test
    void aModelThatAsksAnotherIsLeftAndCountedOnce() {
        application
                .withBean("choice", ChatModel.class, () -> prompt -> gpt().call(prompt))
                .run(context -> {
                    ChatModel choice = context.getBean("choice", ChatModel.class);
                    assertThat(choice.call("4111111111111111")).isEqualTo("Hello");
                    assertThat(seen(context)).isEmpty();
                });
        application
                .withBean("own", ChatModel.class, () -> prompt -> gpt().call(prompt))
                .withPropertyValues("genops.model-providers.own=openai")
                .run(context -> assertThatThrownBy(
                                () -> context.getBean("own", ChatModel.class).call("4111111111111111"))
                        .isInstanceOf(PolicyViolationException.class));
    }

    @Test
    void aRuleMayAskAModelItself() {
        application
                .withBean(Judge.class)
                .run(context -> assertThat(context.getBean(ChatModel.class).call("Help me"))
                        .isEqualTo("Hello"));
    }

    /// Made before what it asks is governed.
    record Judge(ChatModel model) implements Policy {
        @Override
        public String name() {
            return "judge";
        }

        @Override
        public Decision decide(Subject subject) {
            return Decision.allowed(name());
        }
    }

    @Test
    void oneModelCanBeLeftAsItIs() {
        application.withPropertyValues("genops.model-providers.gpt=none").run(context -> {
            assertThat(context.getBean(OpenAiChatModel.class).call("Help me")).isEqualTo("Hello");
            assertThat(seen(context)).isEmpty();
        });
    }

    @Test
    void governingModelsCanBeLeft() {
        application.withPropertyValues("genops.govern-models=false").run(context -> {
            assertThat(context.getBean(ChatModel.class).call("Help me")).isEqualTo("Hello");
            assertThat(seen(context)).isEmpty();
        });
    }
}
