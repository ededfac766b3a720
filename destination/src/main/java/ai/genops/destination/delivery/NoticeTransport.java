package ai.genops.destination.delivery;

import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import java.io.IOException;

/// A transport as it is used for notices: no plan of its batches is written before they are sent, since the disk may
/// be what the notice is about.
record NoticeTransport(Transport transport) implements Transport {
    @Override
    public Encoder encoder(Route route) {
        return transport.encoder(route);
    }

    @Override
    public long open(DestinationRuntime runtime) throws IOException {
        return transport.open(runtime);
    }

    @Override
    public boolean keepsBatches() {
        return false;
    }

    @Override
    public Outcome send(Request request) throws IOException, InterruptedException {
        return transport.send(request);
    }

    @Override
    public Redaction redaction() {
        return transport.redaction();
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }
}
