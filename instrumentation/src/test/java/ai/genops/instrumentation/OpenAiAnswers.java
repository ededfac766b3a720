package ai.genops.instrumentation;

import ai.genops.instrumentation.FakeProvider.Answer;

/// Answers of OpenAI's chat completions, as they were recorded: a reasoning model that had a part of its input cached.
final class OpenAiAnswers {
    private static final String USAGE = """
            {"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500,\
            "prompt_tokens_details":{"cached_tokens":400,"audio_tokens":0},\
            "completion_tokens_details":{"reasoning_tokens":450,"audio_tokens":0,\
            "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}""";
    /// 600 × 0.002 + 400 × 0.0005 + 500 × 0.008, each for a thousand.
    static final String COST = "0.0054";

    private OpenAiAnswers() {}

    static String completion(String message, String more) {
        return """
                {"id":"chatcmpl-1","object":"chat.completion","created":1754000000,"model":"o3-2025-04-16",\
                "choices":[{"index":0,"message":{"role":"assistant","content":%s,"refusal":null},"logprobs":null,\
                "finish_reason":"stop"}],"usage":%s%s}""".formatted(message, USAGE, more);
    }

    static String chunk(String delta) {
        return """
                data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1754000000,\
                "model":"o3-2025-04-16","choices":[{"index":0,"delta":%s,"finish_reason":null}]}

                """.formatted(delta);
    }

    static String usageChunk() {
        return """
                data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1754000000,\
                "model":"o3-2025-04-16","choices":[],"usage":%s}

                """.formatted(USAGE);
    }

    static Answer stream() {
        return Answer.stream(
                chunk("{\"role\":\"assistant\",\"content\":\"He\"}"),
                chunk("{\"content\":\"llo\"}"),
                usageChunk(),
                "data: [DONE]\n\n");
    }
}
