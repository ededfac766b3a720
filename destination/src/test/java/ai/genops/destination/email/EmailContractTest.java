package ai.genops.destination.email;

import ai.genops.destination.Blocks;
import ai.genops.destination.contract.DestinationContract;
import ai.genops.destination.contract.Fault;
import ai.genops.destination.contract.Peer;
import ai.genops.pipeline.DeliveryStats.Failures;
import java.util.Map;

/// Against a real SMTP server.
class EmailContractTest extends DestinationContract {
    private final MailServer server = new MailServer("genops", secret());

    @Override
    protected Peer peer() {
        return server;
    }

    @Override
    protected String block(String address) {
        return """
                id: mail
                type: email
                host: 127.0.0.1
                port: %s
                tls: none
                username: genops
                password: ${PASSWORD}
                from: genops@acme.io
                to: [a@acme.io]
                subject: events
                payload_template: 'event ${attributes.n}.'
                flush_interval: 20ms
                batch_size: 5
                """.formatted(address);
    }

    @Override
    protected Blocks blocks() {
        return new Blocks(Map.of("PASSWORD", secret()));
    }

    @Override
    protected String secret() {
        return "s3cr3t-password";
    }

    @Override
    protected boolean secretWasSent() {
        return server.heardThePassword();
    }

    @Override
    protected Map<Fault, String> without() {
        return Map.of(Fault.TOO_MANY_UNTIL, "SMTP has no way to name a time");
    }

    /// The client tells what was said, not what kind of failure it is.
    @Override
    protected long counted(Fault fault, Failures failures) {
        return failures.other();
    }
}
