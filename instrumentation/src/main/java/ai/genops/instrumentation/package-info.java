/**
 * Governs clients of models by standing before them: start at {@link ai.genops.instrumentation.openai.OpenAiTelemetry} and
 * {@link ai.genops.instrumentation.anthropic.AnthropicTelemetry}, for frameworks at
 * {@link ai.genops.instrumentation.langchain4j.LangChain4jTelemetry} and
 * {@link ai.genops.instrumentation.springai.SpringAiTelemetry}; what they share is in call.
 */
@NullMarked
package ai.genops.instrumentation;

import org.jspecify.annotations.NullMarked;
