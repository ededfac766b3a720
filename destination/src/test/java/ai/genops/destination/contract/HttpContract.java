package ai.genops.destination.contract;

import ai.genops.destination.Blocks;
import ai.genops.destination.contract.FaultyServer.Answer;
import ai.genops.pipeline.DeliveryStats.Failures;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The contract of a destination behind HTTP: what its service answers, and how a request is read.
public abstract class HttpContract extends DestinationContract {
    private static final Pattern NUMBER = Pattern.compile("\"n\"\\s*:\\s*\"?([0-9]+)");

    protected final FaultyServer server = new FaultyServer(this::answer);

    private final Peer peer = new Service();

    /// An event that the service never takes.
    private volatile long bad = -1;

    /// What a receiver tells repetitions by: the same for one request's attempts, different between requests.
    protected abstract String identity(Received request, long event);

    /// How the service says that it has taken everything.
    protected Answer success(Received request) {
        return FaultyServer.status(200, "{}");
    }

    /// How the service says that it will never take what it got, for the sake of the event at `index` of it; null if
    /// it has no way to.
    protected @Nullable Answer refusal(Received request, int index) {
        return FaultyServer.status(400, "not like this");
    }

    /// Whether it takes the other events of a request in which it refuses one.
    protected boolean refusesOneByOne() {
        return false;
    }

    /// How the service says that it is broken.
    protected Answer error() {
        return FaultyServer.status(500, "on fire");
    }

    /// How the service says that it does not know who is asking: in these ways, in turn.
    protected List<Answer> unauthorized() {
        return List.of(
                FaultyServer.status(401, "who are you?"),
                FaultyServer.status(403, "not you"),
                FaultyServer.status(407, "ask the proxy"));
    }

    /// The events in a request.
    protected List<Long> numbers(Received request) {
        return found(NUMBER, request.text());
    }

    protected static List<Long> found(Pattern number, String text) {
        return number.matcher(text)
                .results()
                .map((MatchResult found) -> Long.valueOf(found.group(1)))
                .toList();
    }

    protected Map<String, String> environment() {
        return Map.of();
    }

    protected boolean holdsTheSecret(Received request) {
        return (request.path() + request.headers().values() + request.text()).contains(secret());
    }

    @Override
    protected boolean secretWasSent() {
        return server.received().stream().anyMatch(this::holdsTheSecret);
    }

    @Override
    protected int waysToBeUnknown() {
        return unauthorized().size();
    }

    @Override
    protected Peer peer() {
        return peer;
    }

    @Override
    protected Blocks blocks() {
        return new Blocks(environment());
    }

    @Override
    protected long counted(Fault fault, Failures failures) {
        return switch (fault) {
            case TOO_MANY_UNTIL, TOO_MANY -> failures.tooMany();
            case UNAVAILABLE, ERROR -> failures.server();
            case UNAUTHORIZED, REFUSED, TOO_LARGE -> failures.client();
            case SILENT -> failures.timeout();
            case GONE -> failures.connect();
            case NONE, HALF, CLOSED, TAKEN_BUT_CLOSED, ECHO -> failures.other();
        };
    }

    private Answer answer(Received request) {
        int index = numbers(request).indexOf(bad);
        Answer refusal = index < 0 ? null : refusal(request, index);
        if (refusal == null) {
            return success(request);
        }
        return refusesOneByOne() ? refusal : FaultyServer.refusing(refusal);
    }

    /// The [FaultyServer] as a peer.
    private final class Service implements Peer {
        private int strangers;

        @Override
        public String address() {
            return server.address();
        }

        @Override
        public void next(Fault... faults) {
            for (Fault fault : faults) {
                server.next(answer(fault));
            }
        }

        private Answer answer(Fault fault) {
            return switch (fault) {
                case NONE -> FaultyServer.none();
                case TOO_MANY_UNTIL -> FaultyServer.status(429, "", "Retry-After", "1");
                case TOO_MANY -> FaultyServer.status(429, "slower");
                case UNAVAILABLE -> FaultyServer.status(503, "");
                case ERROR -> error();
                case UNAUTHORIZED ->
                    unauthorized().get(strangers++ % unauthorized().size());
                case TOO_LARGE -> FaultyServer.status(413, "too large");
                case SILENT -> server.silent();
                case HALF -> FaultyServer.half(200);
                case CLOSED -> FaultyServer.broken();
                case TAKEN_BUT_CLOSED -> FaultyServer.takenButBroken();
                case REFUSED, GONE, ECHO -> throw new IllegalArgumentException(fault + " is no answer to one request");
            };
        }

        @Override
        public void refuse(long number) {
            bad = number;
        }

        @Override
        public void echo(String text) {
            List.of(500, 401, 429, 400).forEach(status -> server.next(FaultyServer.status(status, text)));
        }

        @Override
        public void down() {
            server.down();
        }

        @Override
        public void up() {
            server.up();
        }

        @Override
        public List<Arrival> arrivals() {
            List<Received> taken = server.taken();
            return server.received().stream()
                    .map(request -> arrival(request, taken.contains(request)))
                    .toList();
        }

        private Arrival arrival(Received request, boolean taken) {
            var identities = new LinkedHashMap<Long, String>();
            var numbers = new LinkedHashSet<Long>();
            for (long number : numbers(request)) {
                identities.put(number, identity(request, number));
                if (taken && (number != bad || !refusesOneByOne())) {
                    numbers.add(number);
                }
            }
            return new Arrival(identities, numbers);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
