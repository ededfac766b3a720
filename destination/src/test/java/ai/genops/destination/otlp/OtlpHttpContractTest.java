package ai.genops.destination.otlp;

import ai.genops.destination.contract.DestinationContract;
import ai.genops.destination.contract.FaultyServer;
import ai.genops.destination.contract.FaultyServer.Answer;
import ai.genops.destination.contract.Received;
import ai.genops.event.Event;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

class OtlpHttpContractTest extends DestinationContract {
    @Override
    protected String block(String address) {
        return "id: otlp\ntype: otlp\nendpoint: " + address
                + "\nheaders:\n  X-Key: ${KEY}\nflush_interval: 20ms\nbatch_size: 5\n";
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("KEY", secret());
    }

    @Override
    protected String secret() {
        return "s3cr3t-key";
    }

    @Override
    protected Event event(long number) {
        Event event = super.event(number);
        event.ids(0, number + 1, number + 1, 0);
        return event;
    }

    @Override
    protected Answer success(Received request) {
        return FaultyServer.status(200, "", "Content-Type", "application/x-protobuf");
    }

    @Override
    protected Answer error() {
        return FaultyServer.status(502, "on fire");
    }

    @Override
    protected List<Long> numbers(Received request) {
        return spans(request).stream()
                .map(span -> span.getAttributes(0).getValue().getIntValue())
                .toList();
    }

    @Override
    protected String identity(Received request, long event) {
        Span span = spans(request).get(numbers(request).indexOf(event));
        return HexFormat.of().formatHex(span.getTraceId().toByteArray()) + "/"
                + HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    private static List<Span> spans(Received request) {
        try {
            return ExportTraceServiceRequest.parseFrom(request.body()).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .toList();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
