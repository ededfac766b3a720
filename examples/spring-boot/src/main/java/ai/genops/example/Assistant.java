package ai.genops.example;

import ai.genops.sdk.annotation.Budgeted;
import ai.genops.sdk.annotation.EnforcePolicy;
import ai.genops.sdk.annotation.Prompt;
import ai.genops.sdk.annotation.Tagged;
import ai.genops.sdk.annotation.TrackUsage;
import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import org.springframework.stereotype.Service;

/** Answers customers. The annotations say what is asked of policies and budgets before a question leaves the service. */
@Service
class Assistant {
    private static final String MODEL = "gpt-4o";

    private final OpenAIClient client;

    Assistant(OpenAIClient client) {
        this.client = client;
    }

    // snippet spring-assistant
    @TrackUsage(value = "ai.chat.completion", provider = "openai", model = MODEL, feature = "support-chat")
    @EnforcePolicy
    @Budgeted(estimate = "0.02")
    public String answer(@Prompt String question, @Tagged("customer_id") String customer) {
        ChatCompletion completion = client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(MODEL)
                        .maxCompletionTokens(500)
                        .addUserMessage(question)
                        .build());
        return completion.choices().get(0).message().content().orElse("");
    }
    // end
}
