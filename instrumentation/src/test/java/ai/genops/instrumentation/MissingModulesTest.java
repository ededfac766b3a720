package ai.genops.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.instrumentation.langchain4j.LangChain4jTelemetry;
import ai.genops.instrumentation.springai.SpringAiTelemetry;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/// Who has a framework need not have every provider's module, nor the providers' own clients.
class MissingModulesTest {
    private static final List<String> MISSING = List.of(
            "com.openai.",
            "com.anthropic.",
            "org.springframework.ai.openai.",
            "org.springframework.ai.anthropic.",
            "dev.langchain4j.model.openai.",
            "dev.langchain4j.model.anthropic.",
            "dev.langchain4j.model.bedrock.",
            "dev.langchain4j.model.googleai.");

    /// Another copy of every class, without those that are missing.
    private static final class Bare extends URLClassLoader {
        Bare() {
            super(
                    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                            .map(Bare::url)
                            .toArray(URL[]::new),
                    ClassLoader.getPlatformClassLoader());
        }

        private static URL url(String path) {
            try {
                return Path.of(path).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (MISSING.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    @Test
    void modelsAreGovernedWithoutThem() throws Exception {
        try (Bare bare = new Bare()) {
            assertThatThrownBy(() -> bare.loadClass("com.openai.client.OpenAIClient"))
                    .isInstanceOf(ClassNotFoundException.class);
            Object charged = bare.loadClass(Scenario.class.getName())
                    .getDeclaredMethod("charged")
                    .invoke(null);
            // 1000 × 0.002 + 500 × 0.008, each for a thousand, twice.
            assertThat(charged).isEqualTo("0.012");
        }
    }

    /// Runs in the copy.
    public static final class Scenario {
        private Scenario() {}

        public static String charged() {
            Governed governed = new Governed(c -> {});
            LangChain4jTelemetry.create(governed.genops)
                    .provider("openai")
                    .wrap(new Chain())
                    .chat("Help me");
            var spring =
                    SpringAiTelemetry.create(governed.genops).provider("openai").wrap(new Spring());
            spring.stream(new Prompt("Help me")).blockLast();
            return governed.charged().toPlainString();
        }
    }

    private static final class Chain implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            return ChatResponse.builder()
                    .aiMessage(dev.langchain4j.data.message.AiMessage.from("Hello"))
                    .tokenUsage(new TokenUsage(1000, 500))
                    .build();
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return ChatRequestParameters.builder().modelName("o3").build();
        }
    }

    private static final class Spring implements org.springframework.ai.chat.model.ChatModel {
        @Override
        public org.springframework.ai.chat.model.ChatResponse call(Prompt prompt) {
            return new org.springframework.ai.chat.model.ChatResponse(
                    List.of(new Generation(new AssistantMessage("Hello"))),
                    ChatResponseMetadata.builder()
                            .usage(new DefaultUsage(1000, 500))
                            .build());
        }

        @Override
        public reactor.core.publisher.Flux<org.springframework.ai.chat.model.ChatResponse> stream(Prompt prompt) {
            return reactor.core.publisher.Flux.just(call(prompt));
        }

        @Override
        public ChatOptions getOptions() {
            return ChatOptions.builder().model("o3").build();
        }
    }
}
