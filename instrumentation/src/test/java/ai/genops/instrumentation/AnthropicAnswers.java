package ai.genops.instrumentation;

import ai.genops.instrumentation.FakeProvider.Answer;

/// Answers of Anthropic's messages, as they were recorded: a part of the input was read from the cache, a part written
/// to it.
@SuppressWarnings("InlineFormatString") // It is long, and what it says stands beside it.
final class AnthropicAnswers {
    private static final String USAGE = """
            {"input_tokens":100,"cache_creation_input_tokens":3000,"cache_read_input_tokens":2000,\
            "cache_creation":{"ephemeral_5m_input_tokens":2000,"ephemeral_1h_input_tokens":1000},\
            "output_tokens":%d,"service_tier":"standard"}""";
    /// 100 × 0.003 + 2000 × 0.0003 + 2000 × 0.00375 + 1000 × 0.006 + 200 × 0.015, each for a thousand.
    static final String COST = "0.0174";

    private AnthropicAnswers() {}

    static String message(int output, String content) {
        return """
                {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":%s,\
                "stop_reason":"end_turn","stop_sequence":null,"usage":%s}""".formatted(content, USAGE.formatted(output));
    }

    static String event(String name, String data) {
        return "event: " + name + "\ndata: {\"type\":\"" + name + "\"," + data + "}\n\n";
    }

    static String[] start(String text) {
        return new String[] {
            event("message_start", "\"message\":" + message(1, "[]")),
            event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
            event("content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}")
        };
    }

    static Answer stream() {
        return stream("{\"output_tokens\":200}");
    }

    /// Whose last event but one tells this.
    static Answer stream(String usage) {
        String[] start = start("Hello");
        return Answer.stream(
                start[0],
                start[1],
                start[2],
                event("content_block_stop", "\"index\":0"),
                event(
                        "message_delta",
                        "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":" + usage),
                event("message_stop", "\"x\":1"));
    }
}
