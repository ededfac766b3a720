package ai.genops.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.openai.OpenAiTelemetry;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.attribution.Tag;
import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import ai.genops.sdk.record.Ended;
import ai.genops.spring.model.AnthropicClientsAutoConfiguration;
import ai.genops.spring.model.OpenAiClientsAutoConfiguration;
import ai.genops.spring.model.SpringAiAutoConfiguration;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class GovernedClientsTest {
    private final FakeOpenAi openai = new FakeOpenAi();
    private final ApplicationContextRunner application = Application.running()
            .withConfiguration(AutoConfigurations.of(
                    OpenAiClientsAutoConfiguration.class,
                    AnthropicClientsAutoConfiguration.class,
                    SpringAiAutoConfiguration.class))
            .withPropertyValues(
                    "genops.policies[0].name=cards",
                    "genops.policies[0].type=content_filter",
                    "genops.policies[0].patterns.card=[0-9]{16}",
                    "genops.budgets[0].name=all",
                    "genops.budgets[0].cap=0.03")
            .withBean("client", OpenAIClient.class, this::client);
    /// The fake is at nobody's address, so the application says whose it is.
    private final ApplicationContextRunner told =
            application.withPropertyValues("genops.model-providers.client=openai");

    @AfterEach
    void close() {
        openai.close();
    }

    private OpenAIClient client() {
        return OpenAIOkHttpClient.builder()
                .baseUrl(openai.address())
                .apiKey("key")
                .build();
    }

    private static ChatCompletionCreateParams asking(String question) {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .maxCompletionTokens(1000)
                .addUserMessage(question)
                .build();
    }

    private static List<Ended> seen(ApplicationContext context) {
        return context.getBean(Application.Seen.class);
    }

    private static void costs(ApplicationContext context, String... amounts) {
        assertThat(seen(context))
                .extracting(Ended::cost)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(List.of(amounts).stream().map(BigDecimal::new).toArray(BigDecimal[]::new));
    }

    @Test
    void aClientIsGovernedWithNoCode() {
        told.run(context -> {
            OpenAIClient client = context.getBean(OpenAIClient.class);
            context.getBean(GenOps.class)
                    .operation("support")
                    .customerId("acme")
                    .run(support -> client.chat().completions().create(asking("Help me")));
            assertThat(seen(context).get(0).attribution().get(Tag.CUSTOMER_ID)).isEqualTo("acme");
            assertThat(seen(context).get(0).cost()).isEqualByComparingTo("0.012");
            assertThatThrownBy(() -> client.chat().completions().create(asking("4111111111111111")))
                    .isInstanceOf(PolicyViolationException.class);
            try (var stream = client.chat().completions().createStreaming(asking("Help me"))) {
                assertThat(stream.stream().count()).isPositive();
            }
            assertThatThrownBy(() -> client.chat().completions().create(asking("Help me")))
                    .isInstanceOf(BudgetExceededException.class);
            assertThat(openai.requests).hasValue(2);
        });
    }

    @Test
    void anAsynchronousClientIsGovernedAndSoIsTheWayToIt() {
        told.withBean(
                        "later",
                        OpenAIClientAsync.class,
                        () -> OpenAIOkHttpClientAsync.builder()
                                .baseUrl(openai.address())
                                .apiKey("key")
                                .build())
                .withPropertyValues("genops.model-providers.later=openai")
                .run(context -> {
                    OpenAIClientAsync later = context.getBean("later", OpenAIClientAsync.class);
                    later.chat().completions().create(asking("Help me")).join();
                    OpenAIClientAsync way = context.getBean(OpenAIClient.class).async();
                    way.chat().completions().create(asking("Help me")).join();
                    costs(context, "0.012", "0.012");
                });
    }

    @Test
    void aClientOfNobodysAddressIsLeft() {
        application.run(context -> {
            OpenAIClient client = context.getBean(OpenAIClient.class);
            assertThat(Proxy.isProxyClass(client.getClass())).isFalse();
            client.chat().completions().create(asking("4111111111111111"));
            assertThat(seen(context)).isEmpty();
        });
    }

    @Test
    void theAddressSaysWhoseTheClientIs() {
        application
                .withBean(
                        "real",
                        OpenAIClient.class,
                        () -> OpenAIOkHttpClient.builder().apiKey("key").build())
                .run(context -> assertThatThrownBy(() -> context.getBean("real", OpenAIClient.class)
                                .chat()
                                .completions()
                                .create(asking("4111111111111111")))
                        .as("stopped before it is sent")
                        .isInstanceOf(PolicyViolationException.class));
    }

    @Test
    void whatIsNotGovernedPassesAsItDidBeforeAndRawResponsesAreGoverned() {
        told.run(context -> {
            OpenAIClient client = context.getBean(OpenAIClient.class);
            assertThat(client.images()).isNotNull();
            try (var raw = client.withRawResponse().chat().completions().create(asking("Help me"))) {
                assertThat(raw.statusCode()).isEqualTo(200);
            }
            costs(context, "0.012");
            assertThat(openai.requests).hasValue(1);
        });
    }

    @Test
    void aClientThatIsWrappedByHandCountsOnce() {
        told.withBean(
                        "byHand",
                        OpenAIClient.class,
                        () -> OpenAiTelemetry.create(GenOps.init(config -> config.exporter("none")))
                                .wrap(client()))
                .withPropertyValues("genops.model-providers.byHand=openai")
                .run(context -> {
                    context.getBean("byHand", OpenAIClient.class)
                            .chat()
                            .completions()
                            .create(asking("Help me"));
                    assertThat(seen(context)).as("of the other GenOps").isEmpty();
                    assertThat(openai.requests).hasValue(1);
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class ModelOfClient {
        @Bean
        ChatModel model(OpenAIClient client) {
            return OpenAiChatModel.builder()
                    .openAiClient(client)
                    .openAiClientAsync(client.async())
                    .options(OpenAiChatOptions.builder()
                            .model("gpt-4o")
                            .maxTokens(1000)
                            .build())
                    .build();
        }
    }

    @Test
    void aModelThatIsBuiltOnAGovernedClientCountsOnce() {
        told.withUserConfiguration(ModelOfClient.class)
                .withPropertyValues("genops.model-providers.model=openai")
                .run(context -> {
                    ChatModel model = context.getBean("model", ChatModel.class);
                    assertThat(model.call("Help me")).isEqualTo("Hello");
                    costs(context, "0.012");
                    model.stream(new Prompt("Help me")).blockLast(Duration.ofSeconds(10));
                    costs(context, "0.012", "0.012");
                });
    }

    @Test
    void anAnnotatedMethodIsToldByItsClient() {
        told.run(context -> {
            OpenAIClient client = context.getBean(OpenAIClient.class);
            context.getBean(GenOps.class)
                    .operation("ai.chat")
                    .model("openai", "gpt-4o")
                    .maxOutputTokens(1000)
                    .run(operation -> client.chat().completions().create(asking("Help me")));
            costs(context, "0.012");
            assertThat(seen(context).get(0).outputTokens())
                    .isEqualTo(Usage.of(1200, 900).output());
        });
    }

    @Test
    void aClientOfAnthropicIsGoverned() {
        try (FakeAnthropic anthropic = new FakeAnthropic()) {
            application
                    .withBean(
                            "claude",
                            AnthropicClient.class,
                            () -> AnthropicOkHttpClient.builder()
                                    .baseUrl(anthropic.address())
                                    .apiKey("key")
                                    .build())
                    .withPropertyValues("genops.model-providers.claude=anthropic")
                    .run(context -> {
                        AnthropicClient claude = context.getBean(AnthropicClient.class);
                        claude.messages().create(FakeAnthropic.asking("Help me"));
                        // 1000 × 0.003 + 500 × 0.015, each for a thousand.
                        costs(context, "0.0105");
                        assertThatThrownBy(() -> claude.messages().create(FakeAnthropic.asking("4111111111111111")))
                                .isInstanceOf(PolicyViolationException.class);
                        assertThat(anthropic.requests).hasValue(1);
                    });
        }
    }

    @Test
    void governingClientsCanBeLeft() {
        told.withPropertyValues("genops.govern-models=false").run(context -> {
            context.getBean(OpenAIClient.class).chat().completions().create(asking("Help me"));
            assertThat(seen(context)).isEmpty();
        });
    }
}
