package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnconfiguredTest {
    private static final String WORKS = "id: out\ntype: file\npath: out.ndjson\n";

    @TempDir
    Path folder;

    @Test
    void whatLacksItsVariableForAWhileMissesNothing() throws Exception {
        var server = new TestServer(folder).file("routes/all.yaml", "- {id: all, destination: out}\n");
        send(server, WORKS, 0);
        send(server, "id: out\ntype: webhook\nurl: ${NOT_SET}\n", 3);
        send(server, WORKS, 6);
        assertThat(Files.readAllLines(folder.resolve("data/out.ndjson"))).hasSize(9);
    }

    private static void send(TestServer server, String destination, int from) throws Exception {
        server.file("destinations/out.yaml", destination).start();
        server.send(from, 3);
        server.close();
    }
}
