package ai.genops.instrumentation.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.CustomMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of messages, as policies look through them: one to a line. */
final class Texts {
    private Texts() {}

    static String of(List<ChatMessage> messages) {
        return messages.stream().flatMap(Texts::of).filter(Objects::nonNull).collect(Collectors.joining("\n"));
    }

    private static Stream<@Nullable String> of(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return Stream.of(system.text());
        }
        if (message instanceof UserMessage user) {
            return user.contents().stream().map(Texts::of);
        }
        if (message instanceof AiMessage answer) {
            Stream<String> tools = answer.toolExecutionRequests().stream().map(ToolExecutionRequest::arguments);
            return Stream.concat(Stream.of(answer.text(), answer.thinking()), tools);
        }
        if (message instanceof ToolExecutionResultMessage result) {
            return Stream.of(result.text());
        }
        return Stream.of(
                message instanceof CustomMessage custom ? custom.attributes().toString() : message.toString());
    }

    static String ofInputs(List<EmbeddingInput> inputs) {
        return inputs.stream()
                .flatMap(input -> input.contents().stream())
                .map(Texts::of)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    private static @Nullable String of(Content content) {
        return content instanceof TextContent text ? text.text() : null;
    }
}
