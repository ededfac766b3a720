/** Governs Spring AI: start at SpringAiTelemetry; chats and embeddings are its endpoints. */
@NullMarked
package ai.genops.instrumentation.springai;

import org.jspecify.annotations.NullMarked;
