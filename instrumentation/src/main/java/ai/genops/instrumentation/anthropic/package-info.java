/** Governs anthropic-java: start at AnthropicTelemetry; messages are its endpoint. */
@NullMarked
package ai.genops.instrumentation.anthropic;

import org.jspecify.annotations.NullMarked;
