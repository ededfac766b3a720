package ai.genops.destination.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.contract.DestinationContract;
import ai.genops.destination.contract.Fault;
import ai.genops.destination.contract.Peer;
import ai.genops.pipeline.DeliveryStats.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/// Each batch begins a file of its own, so that each touches the folder.
class FileContractTest extends DestinationContract {
    private static final String NO_ANSWER = "a folder is there or is not, it judges nothing";
    private static final String NOT_ON_REQUEST = "a real disk breaks when it likes; as an absence, see GONE";
    private static final String HALF_WRITTEN = "what is in the file and not recorded is cut off: see the restarts";

    private final VanishingFolder folder = new VanishingFolder(() -> data.resolve("out"));

    @AfterEach
    void noLineIsThereTwice() {
        List<Long> lines = folder.arrivals().stream()
                .flatMap(line -> line.taken().stream())
                .toList();
        assertThat(lines).doesNotHaveDuplicates();
    }

    @Override
    protected Peer peer() {
        return folder;
    }

    @Override
    protected String block(String address) {
        return "id: file\ntype: file\npath: " + address
                + "\nmax_bytes: 1 B\nmax_files: 1000\nbatch_size: 3\nflush_interval: 20ms";
    }

    @Override
    protected String fast() {
        return "retry_interval: 1ms\nmax_retry_delay: 20ms\n";
    }

    @Override
    protected Map<Fault, String> without() {
        return Map.ofEntries(
                entry(Fault.TOO_MANY_UNTIL, NO_ANSWER),
                entry(Fault.TOO_MANY, NO_ANSWER),
                entry(Fault.UNAVAILABLE, NOT_ON_REQUEST),
                entry(Fault.ERROR, NOT_ON_REQUEST),
                entry(Fault.UNAUTHORIZED, NO_ANSWER),
                entry(Fault.REFUSED, NO_ANSWER),
                entry(Fault.TOO_LARGE, NO_ANSWER),
                entry(Fault.SILENT, "a disk that hangs is waited for by the operating system"),
                entry(Fault.HALF, HALF_WRITTEN),
                entry(Fault.CLOSED, HALF_WRITTEN),
                entry(Fault.TAKEN_BUT_CLOSED, HALF_WRITTEN),
                entry(Fault.ECHO, "a disk says nothing"));
    }

    @Override
    protected long counted(Fault fault, Failures failures) {
        return failures.other();
    }

    /// A batch that was being written.
    @Override
    protected void crashed() throws IOException {
        Files.write(
                data.resolve("out/events.ndjson"),
                "{\"_time\":1,\"n\":9".getBytes(UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Override
    protected boolean seesFailedAttempts() {
        return false;
    }

    /// What is recorded as written is not written again.
    @Override
    protected boolean showsRepetitions() {
        return false;
    }

    @Override
    protected String secret() {
        return "";
    }
}
