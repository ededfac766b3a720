package ai.genops.instrumentation.call;

import ai.genops.sdk.govern.GovernanceException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads what passes in one stream, and settles its call once: when it ends, fails, or is left before its end. One that
 * fails before its first item costs nothing. Its items come one after the other.
 *
 * @param <E> its items
 */
public abstract class Watch<E> implements Ending {
    /** What content filters look through at most. */
    private static final int MOST_TEXT = 1_000_001;

    protected final ClientCall call;
    private final StringBuilder text = new StringBuilder();
    private long bytes;
    private boolean hasBegun;
    private boolean hasCompleted;
    private final AtomicBoolean isOver = new AtomicBoolean();

    protected Watch(ClientCall call) {
        this.call = call;
    }

    /** Reads an item; whether the application gets to see it. */
    protected abstract boolean read(E item);

    /** Tells what was used; false if the stream has not said it. */
    protected abstract boolean tell();

    /** Tells what was used by a stream that was left or failed, as far as that is known. */
    protected abstract void tellBrokenOff(long outputBytes);

    /** Whether the stream has come to its end by itself. */
    protected final boolean hasCompleted() {
        return hasCompleted;
    }

    /** Something that came back. */
    protected final void text(String piece) {
        bytes += piece.length();
        if (text.length() < MOST_TEXT) {
            text.append(piece, 0, Math.min(piece.length(), MOST_TEXT - text.length()));
        }
    }

    /**
     * Shows it an item; whether the application gets to see it. Never throws for what it cannot read: the application's
     * stream goes on.
     */
    public final boolean passes(E item) {
        hasBegun = true;
        call.running();
        try {
            return read(item);
        } catch (RuntimeException | LinkageError e) {
            return true;
        }
    }

    /**
     * The stream has ended by itself.
     *
     * @throws GovernanceException if rules are enforced and what came must not be used
     */
    public final void completed() {
        completed(null);
    }

    @Override
    public final void completed(@Nullable Object response) {
        if (isOver.compareAndSet(false, true)) {
            try {
                hasCompleted = true;
                if (!told()) {
                    tellBrokenOff(bytes);
                }
                call.answered(text.toString());
            } catch (GovernanceException e) {
                call.failed(e);
                throw e;
            } finally {
                call.end();
            }
        }
    }

    @Override
    public final void brokenOff(@Nullable Throwable thrown) {
        if (isOver.compareAndSet(false, true)) {
            try {
                if (thrown != null) {
                    call.failed(thrown);
                }
                if (!told() && (hasBegun || thrown == null)) {
                    tellBrokenOff(bytes);
                }
            } finally {
                call.end();
            }
        }
    }

    private boolean told() {
        try {
            return tell();
        } catch (GovernanceException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }
}
