package ai.genops.server;

import ai.genops.log.ConsumerLimit;
import ai.genops.log.Log;
import ai.genops.log.Overflow;
import ai.genops.pipeline.ConsumerBuffer;
import ai.genops.pipeline.ConsumerBuffer.Action;
import ai.genops.pipeline.Destination;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far each destination may be behind in the log. Blocking and dropping are the log's own affair; for dead letters
/// a destination is told to set aside what is beyond its limit, before the log has to give it up.
final class ConsumerLimits {
    private final Log log;
    private final Map<String, ConsumerBuffer> buffers;
    private final @Nullable ConsumerBuffer usual;
    private final long maxLogBytes;

    /// @param deadLetters whether those that do not say otherwise make dead letters
    ConsumerLimits(Log log, Map<String, ConsumerBuffer> buffers, boolean deadLetters, long maxLogBytes) {
        this.usual = deadLetters ? new ConsumerBuffer(0, Action.DEAD_LETTER) : null;
        this.log = log;
        this.buffers = buffers;
        this.maxLogBytes = maxLogBytes;
    }

    /// Tells the log what holds for a destination. Not kept over a restart.
    void apply(String destination) {
        ConsumerBuffer buffer = buffers.getOrDefault(destination, usual);
        if (buffer != null) {
            log.checkpoints().limit(destination, limit(buffer));
        }
    }

    /// Looks whether a destination that makes dead letters is beyond its limit. Called every now and then.
    void look(Destination destination) {
        ConsumerBuffer buffer = buffers.getOrDefault(destination.id(), usual);
        if (buffer == null || buffer.action() != Action.DEAD_LETTER) {
            return;
        }
        long most = deadLetterBytes(buffer);
        if (log.lagBytes(destination.committed()) > most) {
            destination.setAside(
                    log.sequenceAtLag(most),
                    "overflow: the destination was more than " + most + " bytes of the log behind, its `buffer`");
        }
    }

    private static ConsumerLimit limit(ConsumerBuffer buffer) {
        long most = buffer.maxBytes() == 0 ? Long.MAX_VALUE : buffer.maxBytes();
        return switch (buffer.action()) {
            case BLOCK -> new ConsumerLimit(most, Overflow.BLOCK);
            case DROP_OLDEST -> new ConsumerLimit(most, Overflow.DROP_OLDEST);
            case DEAD_LETTER -> ConsumerLimit.unlimited(Overflow.BLOCK);
        };
    }

    /// Below what the log holds, so that nobody has to wait for room while dead letters are written.
    private long deadLetterBytes(ConsumerBuffer buffer) {
        long room = maxLogBytes / 10 * 8;
        return buffer.maxBytes() == 0 ? room : Math.min(room, buffer.maxBytes());
    }
}
