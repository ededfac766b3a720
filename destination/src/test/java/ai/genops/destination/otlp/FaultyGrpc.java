package ai.genops.destination.otlp;

import ai.genops.destination.contract.Fault;
import ai.genops.destination.contract.Peer;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.server.Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// A gRPC server for spans that misbehaves on request once it has read a call.
final class FaultyGrpc implements Peer {
    private static final String TRACES = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    private final Queue<Fault> waiting = new ConcurrentLinkedQueue<>();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private volatile long refused = -1;
    private volatile String echo = "";
    private int port;
    private Server server;

    FaultyGrpc() {
        server = start();
    }

    private Server start() {
        Server fresh = Server.builder()
                .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .serviceUnder(
                        "/", (_, request) -> HttpResponse.of(request.aggregate().thenApply(this::handle)))
                .build();
        fresh.start().join();
        port = fresh.activeLocalPort();
        return fresh;
    }

    /// Whether a header had this value.
    boolean heard(String value) {
        return headers.stream().anyMatch(each -> each.contains(value));
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void next(Fault... faults) {
        waiting.addAll(List.of(faults));
    }

    @Override
    public void refuse(long number) {
        refused = number;
    }

    @Override
    public void echo(String text) {
        echo = text;
        next(Fault.ECHO, Fault.ECHO, Fault.ECHO);
    }

    @Override
    public void down() {
        server.stop().join();
    }

    @Override
    public void up() {
        server = start();
    }

    @Override
    public List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    private HttpResponse handle(AggregatedHttpRequest request) {
        headers.add(request.headers().toString());
        try (InputStream message = FakeCollector.grpcMessage(request)) {
            if (!request.path().equals(TRACES)) {
                throw new IOException("path " + request.path());
            }
            Map<Long, String> spans = Exported.identities(message.readAllBytes());
            Fault fault = waiting.poll();
            boolean refuses = spans.containsKey(refused);
            boolean takes = (fault == null || fault == Fault.NONE || fault == Fault.TAKEN_BUT_CLOSED) && !refuses;
            arrivals.add(new Arrival(spans, takes ? spans.keySet() : Set.of()));
            return answer(fault != null ? fault : refuses ? Fault.REFUSED : Fault.NONE);
        } catch (IOException | RuntimeException e) {
            complaints.add(e.toString());
            return HttpResponse.of(HttpStatus.BAD_REQUEST);
        }
    }

    private HttpResponse answer(Fault fault) {
        return switch (fault) {
            case NONE -> FakeCollector.taken(new byte[0]);
            case TOO_MANY_UNTIL -> {
                byte[] inASecond = FakeCollector.retryInfo((byte) 8, (byte) 1);
                yield FakeCollector.grpc(8, "later", Base64.getEncoder().encodeToString(inASecond));
            }
            case UNAVAILABLE -> FakeCollector.grpc(14, "going down", "");
            case ERROR -> HttpResponse.of(HttpStatus.BAD_GATEWAY);
            case UNAUTHORIZED -> FakeCollector.grpc(arrivals.size() % 2 == 0 ? 16 : 7, "who are you?", "");
            case REFUSED -> FakeCollector.grpc(3, "not like this", "");
            case TOO_LARGE -> FakeCollector.grpc(8, "received message larger than max (5 vs. 4)", "");
            case SILENT -> HttpResponse.of(new CompletableFuture<>());
            case HALF -> brokenOff(new byte[] {0, 0, 0, 0, 9, 1});
            case CLOSED, TAKEN_BUT_CLOSED -> brokenOff(new byte[0]);
            case ECHO -> {
                long left = waiting.stream().filter(Fault.ECHO::equals).count();
                yield FakeCollector.grpc(left == 2 ? 14 : left == 1 ? 16 : 3, echo, "");
            }
            case TOO_MANY, GONE -> throw new IllegalArgumentException("no answer to a call: " + fault);
        };
    }

    /// Some of an answer, and then the end of the stream without a status.
    private static HttpResponse brokenOff(byte[] begun) {
        HttpResponseWriter answer = HttpResponse.streaming();
        answer.write(ResponseHeaders.of(HttpStatus.OK, "content-type", "application/grpc"));
        answer.write(HttpData.wrap(begun));
        answer.close(ClosedStreamException.get());
        return answer;
    }

    @Override
    public void close() {
        var _ = server.stop(); // without waiting: the event loops take two seconds to be sure
        if (!complaints.isEmpty()) {
            throw new AssertionError(String.join("\n", complaints));
        }
    }
}
