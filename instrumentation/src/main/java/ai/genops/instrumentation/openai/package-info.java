/** Governs openai-java: start at OpenAiTelemetry; each of its calls is an endpoint. */
@NullMarked
package ai.genops.instrumentation.openai;

import org.jspecify.annotations.NullMarked;
