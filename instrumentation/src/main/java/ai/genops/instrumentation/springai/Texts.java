package ai.genops.instrumentation.springai;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.content.Media;
import org.springframework.ai.content.MediaContent;

/** The texts of messages, as policies look through them: one to a line. */
final class Texts {
    private Texts() {}

    static String of(List<Message> messages) {
        return messages.stream().flatMap(Texts::of).filter(Objects::nonNull).collect(Collectors.joining("\n"));
    }

    private static Stream<@Nullable String> of(Message message) {
        Stream<@Nullable String> text = Stream.of(message.getText());
        if (message instanceof AssistantMessage said) {
            return Stream.concat(text, said.getToolCalls().stream().map(AssistantMessage.ToolCall::arguments));
        }
        return message instanceof ToolResponseMessage tools
                ? Stream.concat(text, tools.getResponses().stream().map(ToolResponseMessage.ToolResponse::responseData))
                : text;
    }

    /** How long they are, with what is sent besides texts. */
    static long bytes(List<Message> messages) {
        long media = messages.stream()
                .filter(MediaContent.class::isInstance)
                .flatMap(message -> ((MediaContent) message).getMedia().stream())
                .mapToLong(Texts::bytes)
                .sum();
        return bytes(of(messages)) + media;
    }

    static long bytes(@Nullable String text) {
        return text == null ? 0 : text.getBytes(UTF_8).length;
    }

    private static long bytes(Media media) {
        return media.getData() instanceof byte[] data
                ? data.length
                : media.getData().toString().length();
    }
}
