package ai.genops.destination.otlp;

import ai.genops.destination.Blocks;
import ai.genops.destination.contract.DestinationContract;
import ai.genops.destination.contract.Fault;
import ai.genops.destination.contract.Peer;
import ai.genops.event.Event;
import ai.genops.pipeline.DeliveryStats.Failures;
import java.util.Map;

class OtlpGrpcContractTest extends DestinationContract {
    private final FaultyGrpc server = new FaultyGrpc();

    @Override
    protected Peer peer() {
        return server;
    }

    @Override
    protected String block(String address) {
        return "id: otlp\ntype: otlp\nprotocol: grpc\nendpoint: " + address
                + "\nheaders:\n  X-Key: ${KEY}\nflush_interval: 20ms\nbatch_size: 5\n";
    }

    @Override
    protected Blocks blocks() {
        return new Blocks(Map.of("KEY", secret()));
    }

    @Override
    protected String secret() {
        return "s3cr3t-key";
    }

    @Override
    protected boolean secretWasSent() {
        return server.heard(secret());
    }

    @Override
    protected Event event(long number) {
        Event event = super.event(number);
        event.ids(0, number + 1, number + 1, 0);
        return event;
    }

    @Override
    protected Map<Fault, String> without() {
        return Map.of(
                Fault.TOO_MANY, "RESOURCE_EXHAUSTED without RetryInfo is a refusal (OTLP specification, \"Failures\")");
    }

    /// A gRPC status comes with HTTP's 200.
    @Override
    protected long counted(Fault fault, Failures failures) {
        return switch (fault) {
            case ERROR -> failures.server();
            case SILENT -> failures.timeout();
            case GONE -> failures.connect();
            case NONE,
                    TOO_MANY_UNTIL,
                    TOO_MANY,
                    UNAVAILABLE,
                    UNAUTHORIZED,
                    REFUSED,
                    TOO_LARGE,
                    HALF,
                    CLOSED,
                    TAKEN_BUT_CLOSED,
                    ECHO -> failures.other();
        };
    }
}
