package ai.genops.source;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// Where a source puts what it received: the log. Safe for concurrent use.
@FunctionalInterface
public interface Appender {
    /// Appends one record, the parts one after the other. Completes with its place in the log once it is durable, or
    /// fails with [AppendRefusedException]. The parts must stay unchanged until then. Does not block.
    CompletionStage<Long> append(ByteBuffer... parts);
}
