package ai.genops.destination.console;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.delivery.Transport;
import ai.genops.pipeline.Route;
import java.io.IOException;
import java.io.OutputStream;

/// Writes lines to a stream.
final class ConsoleTransport implements Transport {
    private final Encoder encoder;
    private final OutputStream out;

    ConsoleTransport(Encoder encoder, OutputStream out) {
        this.encoder = encoder;
        this.out = out;
    }

    @Override
    public Encoder encoder(Route route) {
        RouteKeys.finish(route.options());
        return (event, line) -> {
            encoder.encode(event, line);
            line.raw('\n');
        };
    }

    @Override
    public Outcome send(Request request) throws IOException {
        byte[] lines = new byte[request.bytes()];
        request.body().get(lines);
        out.write(lines);
        out.flush();
        return new Outcome.Delivered();
    }
}
