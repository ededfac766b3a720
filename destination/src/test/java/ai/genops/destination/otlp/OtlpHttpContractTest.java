package ai.genops.destination.otlp;

import ai.genops.destination.contract.FaultyServer;
import ai.genops.destination.contract.FaultyServer.Answer;
import ai.genops.destination.contract.HttpContract;
import ai.genops.destination.contract.Received;
import ai.genops.event.Event;
import java.util.List;
import java.util.Map;

class OtlpHttpContractTest extends HttpContract {
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
        return List.copyOf(Exported.identities(request.body()).keySet());
    }

    @Override
    protected String identity(Received request, long event) {
        return Exported.identities(request.body()).getOrDefault(event, "");
    }
}
