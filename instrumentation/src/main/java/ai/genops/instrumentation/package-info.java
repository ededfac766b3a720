/**
 * Governs clients of models by standing before them: start at {@link ai.genops.instrumentation.openai.OpenAiTelemetry},
 * {@link ai.genops.instrumentation.anthropic.AnthropicTelemetry},
 * {@link ai.genops.instrumentation.bedrock.BedrockTelemetry} and
 * {@link ai.genops.instrumentation.google.GoogleTelemetry}, which stands before an HTTP client; for frameworks at
 * {@link ai.genops.instrumentation.langchain4j.LangChain4jTelemetry} and
 * {@link ai.genops.instrumentation.springai.SpringAiTelemetry}; what they share is in call.
 */
@NullMarked
package ai.genops.instrumentation;

import org.jspecify.annotations.NullMarked;
