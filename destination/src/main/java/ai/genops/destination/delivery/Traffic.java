package ai.genops.destination.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.EnumMap;
import java.util.Map;

/// What one attempt put on the wire and how the other side took it, told by what sends during [Transport#send], in
/// that call's thread. Outside an attempt, what is told goes nowhere.
public final class Traffic {
    private static final ScopedValue<Traffic> CURRENT = ScopedValue.newInstance();

    private final Map<Trouble, Long> troubles = new EnumMap<>(Trouble.class);
    private long requests;
    private long bytesBefore;
    private long bytesSent;

    /// Why a request did not succeed.
    public enum Trouble {
        TOO_MANY,
        SERVER,
        CLIENT,
        TIMEOUT,
        CONNECT,
        OTHER
    }

    /// A request goes off, with a body of so many bytes before and after compression.
    public static void sent(long bytesBefore, long bytesSent) {
        if (CURRENT.isBound()) {
            Traffic traffic = CURRENT.get();
            traffic.requests++;
            traffic.bytesBefore += bytesBefore;
            traffic.bytesSent += bytesSent;
        }
    }

    /// An HTTP answer has come.
    public static void answered(int status) {
        if (status == 429) {
            failed(Trouble.TOO_MANY);
        } else if (status >= 500) {
            failed(Trouble.SERVER);
        } else if (status >= 400) {
            failed(Trouble.CLIENT);
        }
    }

    /// A request has come to nothing.
    public static void failed(Trouble trouble) {
        if (CURRENT.isBound()) {
            CURRENT.get().troubles.merge(trouble, 1L, Long::sum);
        }
    }

    /// Makes an attempt of `transport` and watches it. An exception is a failure that passes.
    Outcome watch(Transport transport, Request request) throws InterruptedException {
        Outcome outcome;
        try {
            outcome = ScopedValue.where(CURRENT, this).call(() -> attempt(transport, request));
        } catch (IOException | RuntimeException e) {
            failedWith(e);
            outcome = failure(e);
        }
        complete(request, outcome);
        return outcome;
    }

    static Outcome.Failed failure(Exception e) {
        String message = e.getMessage();
        return new Outcome.Failed(message == null ? e.getClass().getSimpleName() : message, null);
    }

    /// An interruption is no answer: it leaves by an exception of its own.
    private static Outcome attempt(Transport transport, Request request) throws IOException {
        try {
            return transport.send(request);
        } catch (InterruptedException e) {
            throw new Interrupted(e);
        }
    }

    /// Carries an interruption through a scope that knows one kind of checked exception.
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Interrupted(InterruptedException cause) {
            super(cause);
        }
    }

    private void failedWith(Exception e) throws InterruptedException {
        switch (e) {
            case Interrupted _ -> throw new InterruptedException();
            case ConnectException _ -> troubles.merge(Trouble.CONNECT, 1L, Long::sum);
            case SocketTimeoutException _ -> troubles.merge(Trouble.TIMEOUT, 1L, Long::sum);
            default -> troubles.merge(Trouble.OTHER, 1L, Long::sum);
        }
    }

    /// A transport that tells nothing has sent one request, as it is.
    private void complete(Request request, Outcome outcome) {
        if (requests == 0) {
            requests = 1;
            bytesBefore = bytesSent = request.bytes();
        }
        if (failed(outcome) && troubles.isEmpty()) {
            troubles.put(Trouble.OTHER, 1L);
        }
    }

    /// Whether nothing of it got through.
    private static boolean failed(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed _, Outcome.Refused _, Outcome.TooLarge _ -> true;
            case Outcome.Each(var each) -> !each.isEmpty() && each.stream().allMatch(Outcome.Failed.class::isInstance);
            case Outcome.Delivered _, Outcome.Expired _ -> false;
        };
    }

    Map<Trouble, Long> troubles() {
        return troubles;
    }

    long requests() {
        return requests;
    }

    long bytesBefore() {
        return bytesBefore;
    }

    long bytesSent() {
        return bytesSent;
    }
}
