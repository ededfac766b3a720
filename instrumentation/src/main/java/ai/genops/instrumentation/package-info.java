/**
 * Governs clients of models by standing before them: start at {@link ai.genops.instrumentation.openai.OpenAiTelemetry},
 * {@link ai.genops.instrumentation.anthropic.AnthropicTelemetry} and
 * {@link ai.genops.instrumentation.bedrock.BedrockTelemetry}, and at
 * {@link ai.genops.instrumentation.google.GoogleTelemetry}, which stands before an HTTP client; what they share is in call.
 */
@NullMarked
package ai.genops.instrumentation;

import org.jspecify.annotations.NullMarked;
