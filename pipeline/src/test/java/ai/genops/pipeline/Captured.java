package ai.genops.pipeline;

import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.config.Section;
import java.util.ArrayList;
import java.util.List;

/// A destination that keeps what it is given, as JSON lines that begin with the route's name.
final class Captured implements Destination {
    final List<String> lines = new ArrayList<>();
    private final String id;
    private final String type;
    private final Takes takes;

    Captured(String id, String type) {
        this.id = id;
        this.type = type;
        this.takes = type.contains("lake") || type.contains("metrics") ? Takes.ALL : Takes.SAMPLED;
    }

    /// A type of destination that captures, whatever its block says.
    static DestinationType type(String name) {
        return new DestinationType() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Destination create(String id, Section block) {
                return new Captured(id, name);
            }
        };
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Availability availability() {
        return new Availability.Ready();
    }

    @Override
    public Takes takes() {
        return takes;
    }

    @Override
    public Edge bind(Route route) {
        var json = new JsonBuffer(1024);
        return event -> {
            json.clear();
            EventJson.write(event, json);
            lines.add(route.name() + " " + json);
        };
    }

    @Override
    public void start(DestinationRuntime runtime) {}

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void passed(long nextOffset) {}

    @Override
    public long committed() {
        return 0;
    }

    @Override
    public DestinationStats stats() {
        return new DestinationStats(lines.size(), lines.size(), 0, 0, 0, 0, 0, "");
    }

    @Override
    public void close() {}
}
