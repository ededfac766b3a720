package ai.genops.example;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Stands for a provider of models, inside the sample: it answers in the shape of OpenAI's chat completions and knows
 * nothing. No question leaves this machine.
 */
@RestController
class LocalFakeProvider {
    private static final String ANSWER = "This is a fake model inside the sample. A real one would help you here.";

    private final AtomicLong answers = new AtomicLong();

    @PostMapping("/local-fake-provider/v1/chat/completions")
    Map<String, Object> complete(@RequestBody Map<String, Object> request) {
        return Map.of(
                "id",
                "chatcmpl-fake-" + answers.incrementAndGet(),
                "object",
                "chat.completion",
                "created",
                1_700_000_000,
                "model",
                "gpt-4o-2024-08-06",
                "choices",
                List.of(Map.of(
                        "index",
                        0,
                        "finish_reason",
                        "stop",
                        "message",
                        Map.of("role", "assistant", "content", ANSWER))),
                "usage",
                Map.of("prompt_tokens", 1200, "completion_tokens", 900, "total_tokens", 2100));
    }
}
