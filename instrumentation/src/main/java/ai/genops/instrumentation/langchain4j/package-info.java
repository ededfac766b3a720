/** Governs LangChain4j: start at LangChain4jTelemetry; chats and embeddings are its endpoints. */
@NullMarked
package ai.genops.instrumentation.langchain4j;

import org.jspecify.annotations.NullMarked;
