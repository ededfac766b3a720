package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands in `inputs.conf` is a source's configuration, too.
class InputsConfReloadTest {
    private static final String STANZA = "[http]\ndisabled = 0\n[http://one]\ntoken = first-secret\nindex = main\n";

    @TempDir
    Path folder;

    private TestServer server;
    private ServerPlan plan;

    @BeforeEach
    void read() {
        server = new TestServer(folder)
                .file("sources/hec.yaml", "id: hec\ntype: splunk_hec\nport: 0\ninputs_conf: inputs.conf\n")
                .file("inputs.conf", STANZA);
        plan = server.plan();
        assertThat(plan.errors()).isEmpty();
    }

    @Test
    void aReloadTellsThatItHasChanged() {
        var watch = new ConfigWatch(server.config());
        assertThat(plan.fixedDifferences(plan.reader().read())).isEmpty();
        server.file("inputs.conf", STANZA + "[http://two]\ntoken = second-secret\n");
        watch.changed();
        assertThat(watch.changed()).isTrue();
        assertThat(plan.fixedDifferences(plan.reader().read()))
                .containsExactly("sources have changed: that holds from the next start on");
    }

    @Test
    void aTokenThatChangesIsAChange() {
        server.file("inputs.conf", STANZA.replace("first", "other"));
        assertThat(plan.fixedDifferences(plan.reader().read())).hasSize(1);
    }

    @Test
    void otherWordsForTheSameAreNone() {
        server.file("inputs.conf", "# the one source\n" + STANZA.replace(" = ", "="));
        assertThat(plan.fixedDifferences(plan.reader().read())).isEmpty();
    }
}
