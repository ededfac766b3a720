package ai.genops.server.cli;

import ai.genops.event.Event;
import ai.genops.log.LogInspector;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.Trace;
import ai.genops.pipeline.engine.Tracer;
import ai.genops.server.ServerPlan;
import ai.genops.server.UserException;
import ai.genops.server.trial.EventFile;
import ai.genops.server.trial.LogTail;
import ai.genops.server.trial.TraceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops try`: shows what a pipeline of the configuration folder makes of events. Starts and sends nothing.
@Command(
        name = "try",
        description = "Show what a pipeline makes of events, step by step, and what would leave; nothing is sent.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "For example: genops try genops-cost-governance --events examples/otlp-test-span.json",
            "",
            "Exit code 0; 1 if an expression failed or an event could not be sent; 2 if the configuration or the",
            "events cannot be read."
        })
final class TryCommand implements Callable<Integer> {
    @Mixin
    ServerMixin server = new ServerMixin();

    @Parameters(
            arity = "0..1",
            paramLabel = "PIPELINE",
            description = "Id of the pipeline. Default: each of them, and the routes of events as received.")
    @Nullable
    String pipeline;

    @ArgGroup(multiplicity = "1")
    Events events = new Events();

    static final class Events {
        @Option(
                names = "--events",
                paramLabel = "FILE",
                description = {
                    "Events as JSON, one after the other, or OTLP requests in JSON; - for standard input.",
                    "The destination `file`, `genops log export` and `genops tap` write such files."
                })
        @Nullable
        String file;

        @Option(
                names = "--live",
                paramLabel = "N",
                description = "The last N events in the log of the data folder; its consumers notice nothing.")
        @Nullable
        Integer live;
    }

    @Option(names = "--destination", paramLabel = "ID", description = "Show only what leaves to this one.")
    String destination = "";

    @Option(names = "--all", description = "Show what does not change, too.")
    boolean all;

    @Mixin
    OutputMixin output = new OutputMixin();

    private final Terminal terminal = Terminal.standardOutput();
    private long count;
    private boolean failed;

    @Override
    public Integer call() throws IOException {
        ServerPlan plan = ServerPlan.read(server.options(), System::getenv);
        if (plan.problems().hasErrors()) {
            ProblemReport.print(plan.errors(), terminal);
            return 2;
        }
        List<Pipeline> pipelines = pipelines(plan);
        var text = new TraceText(terminal, all, destination);
        List<Tracer> tracers = pipelines.stream().map(Tracer::new).toList();
        read(plan, event -> show(event, tracers, text));
        if (count == 0) {
            throw new UserException("there is no event in " + (events.file == null ? "the log" : events.file));
        }
        tracers.forEach(tracer -> rest(tracer, text));
        return failed ? 1 : 0;
    }

    private List<Pipeline> pipelines(ServerPlan plan) {
        List<Pipeline> known = plan.configuration().pipelines();
        List<Pipeline> wanted = known.stream()
                .filter(one -> pipeline == null || one.id().equals(pipeline))
                .toList();
        if (wanted.isEmpty()) {
            List<String> ids =
                    known.stream().map(Pipeline::id).filter(id -> !id.isEmpty()).toList();
            throw new UserException("no pipeline that is enabled has the id `" + pipeline + "`. "
                    + Names.didYouMean(String.valueOf(pipeline), ids));
        }
        var destinations = plan.configuration().destinations().keySet();
        if (!destination.isEmpty() && !destinations.contains(destination)) {
            throw new UserException(
                    "there is no destination `" + destination + "`. " + Names.didYouMean(destination, destinations));
        }
        if (!destination.isEmpty()) {
            return wanted.stream().filter(this::leadsThere).toList();
        }
        return wanted;
    }

    private boolean leadsThere(Pipeline one) {
        return one.routes().stream().anyMatch(route -> route.destination().id().equals(destination));
    }

    private void read(ServerPlan plan, java.util.function.Consumer<Event> taken) throws IOException {
        var each = plan.protection().before(taken);
        if (events.live != null) {
            Path folder = plan.options().data().resolve("log");
            if (!Files.isDirectory(folder)) {
                throw new UserException("there is no log in " + folder + "; name the data folder with --data");
            }
            new LogTail(LogInspector.of(folder, plan.server().keys())).last(Math.max(1, events.live), each);
            return;
        }
        String name = String.valueOf(events.file);
        try {
            if (name.equals("-")) {
                long now = InstantSource.system().millis();
                new EventFile(System.in.readAllBytes(), "standard input", now).each(each);
                return;
            }
            Path file = Path.of(name); // its age, not the time of day: the same file gives the same every time
            long written = Files.getLastModifiedTime(file).toMillis();
            new EventFile(Files.readAllBytes(file), name, written).each(each);
        } catch (NoSuchFileException e) {
            throw new UserException("there is no file " + name);
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }

    private void show(Event event, List<Tracer> tracers, TraceText text) {
        count++;
        if (!output.json()) {
            text.event(count, event);
        }
        for (Tracer tracer : tracers) {
            Trace trace = tracer.of(event);
            look(trace);
            if (output.json()) {
                terminal.line(TraceJson.of(count, event, trace, destination));
            } else {
                text.trace(trace);
            }
        }
        if (!output.json()) {
            terminal.line("");
        }
    }

    /// What comes when nothing more arrives.
    private void rest(Tracer tracer, TraceText text) {
        for (Trace trace : tracer.rest()) {
            look(trace);
            if (output.json()) {
                terminal.line(TraceJson.ofMade(trace, destination));
            } else {
                text.made(trace);
            }
        }
    }

    private void look(Trace trace) {
        failed |= !trace.failures().isEmpty()
                || trace.allExits()
                        .anyMatch(exit ->
                                exit.sends() != null && !exit.sends().problem().isEmpty());
    }
}
