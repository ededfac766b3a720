package ai.genops.destination.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.event.Event;
import ai.genops.expression.Type;
import ai.genops.pipeline.Destination;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Blocks blocks = new Blocks(Map.of(), out);

    @Test
    void anEventIsALineThatCannotSteerTheTerminal() {
        int team = blocks.field("team", Type.TEXT);
        Event event = Sample.event(0, blocks.fields);
        event.field(team, "a\u001b[2J\nb");
        show("{id: c, type: console}", event);
        assertThat(out.toString(UTF_8)).isEqualTo("2025-11-20T00:53:20Z span \"\" test team=\"a\\u001b[2J\\nb\"\n");
    }

    @Test
    void itTakesTheSampleUnlessToldOtherwise() {
        assertThat(blocks.destination("{id: c, type: console}").takes()).isEqualTo(Destination.Takes.SAMPLED);
        assertThat(blocks.destination("{id: c, type: console, takes: all}").takes())
                .isEqualTo(Destination.Takes.ALL);
    }

    @Test
    void ndjsonIsTheWholeEvent() {
        show("{id: c, type: console, format: ndjson}", Sample.event(0, blocks.fields));
        assertThat(out.toString(UTF_8)).startsWith("{\"_time\":1763600000,").endsWith("}\n");
    }

    private void show(String block, Event event) {
        Destination destination = blocks.destination(block);
        Destination.Edge edge = destination.bind(blocks.route("name: r"));
        destination.start(new Runtimes().in(Path.of("target")));
        edge.write(event);
        destination.passed(1);
        destination.close();
        assertThat(blocks.errors()).isEmpty();
    }
}
