/**
 * Governs the clients of Amazon Bedrock's runtime: start at BedrockTelemetry; ConverseEndpoint and InvokeEndpoint are what is
 * asked at once, each with its stream. What differs by model is in Invoked alone.
 */
@NullMarked
package ai.genops.instrumentation.bedrock;

import org.jspecify.annotations.NullMarked;
