package ai.genops.destination;

import ai.genops.event.Fields;
import ai.genops.expression.Scope;
import ai.genops.expression.Type;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// Reads blocks as the server does, with an environment of its own.
public final class Blocks {
    public final Problems problems = new Problems();
    public final Fields fields = new Fields();
    private final Scope scope = Scope.of(fields);
    private final Secrets secrets;
    private final OutputStream console;
    private final DoubleSupplier random;

    public Blocks(Map<String, String> environment) {
        this(environment, OutputStream.nullOutputStream());
    }

    public Blocks(Map<String, String> environment, OutputStream console) {
        this(environment, console, () -> 0.5);
    }

    /// @param random for the jitter of retries
    public Blocks(Map<String, String> environment, OutputStream console, DoubleSupplier random) {
        secrets = new Secrets(environment::get);
        this.console = console;
        this.random = random;
    }

    public Destination destination(String yaml) {
        Section block = section(yaml);
        String id = block.text("id");
        String type = block.text("type");
        block.text("description", "");
        block.flag("enabled", true);
        return DestinationTypes.all(random, console).stream()
                .filter(known -> known.name().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no type " + type))
                .create(id, block);
    }

    public int field(String name, Type type) {
        return scope.define(name, type);
    }

    public Route route(String yaml) {
        return new Route("test", "route", section(yaml), scope);
    }

    public Section section(String yaml) {
        var value = YamlReader.parse(yaml, "test.yaml", problems);
        return Section.of(value, "a block", Location.of("test.yaml"), problems, secrets);
    }

    public List<String> errors() {
        return problems.errors().stream().map(Problem::toString).toList();
    }

    public List<String> notes() {
        return problems.all().stream()
                .filter(problem -> !problem.isError())
                .map(Problem::toString)
                .toList();
    }
}
