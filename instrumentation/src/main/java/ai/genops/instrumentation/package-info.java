/**
 * Governs clients of models by standing before them: start at {@link ai.genops.instrumentation.openai.OpenAiTelemetry} and
 * {@link ai.genops.instrumentation.anthropic.AnthropicTelemetry}; what they share is in call.
 */
@NullMarked
package ai.genops.instrumentation;

import org.jspecify.annotations.NullMarked;
