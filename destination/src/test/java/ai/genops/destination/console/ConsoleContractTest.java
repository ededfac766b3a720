package ai.genops.destination.console;

import ai.genops.destination.Blocks;
import ai.genops.destination.contract.DestinationContract;
import ai.genops.destination.contract.Fault;
import ai.genops.destination.contract.Peer;
import ai.genops.pipeline.DeliveryStats.Failures;
import java.util.Map;

class ConsoleContractTest extends DestinationContract {
    private static final String NO_ANSWER = "a stream takes bytes or breaks, it judges nothing";

    private final FaultyStream stream = new FaultyStream();

    @Override
    protected Peer peer() {
        return stream;
    }

    @Override
    protected String block(String address) {
        return "id: console\ntype: console\nformat: ndjson";
    }

    /// It has no keys for retries; without jitter the first ones come at once.
    @Override
    protected String fast() {
        return "";
    }

    @Override
    protected Blocks blocks() {
        return new Blocks(Map.of(), stream.out(), () -> 0);
    }

    @Override
    protected Map<Fault, String> without() {
        return Map.of(
                Fault.TOO_MANY_UNTIL, NO_ANSWER,
                Fault.TOO_MANY, NO_ANSWER,
                Fault.UNAUTHORIZED, NO_ANSWER,
                Fault.REFUSED, NO_ANSWER,
                Fault.TOO_LARGE, NO_ANSWER,
                Fault.SILENT, "a stream that nobody reads is waited for, however long: events stay in the log",
                Fault.ECHO, "a stream says nothing");
    }

    @Override
    protected long counted(Fault fault, Failures failures) {
        return failures.other();
    }

    /// After three failures in a row it waits for half a minute.
    @Override
    protected int mostFaults() {
        return 2;
    }

    @Override
    protected String secret() {
        return "";
    }
}
