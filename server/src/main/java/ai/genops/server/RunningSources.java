package ai.genops.server;

import ai.genops.log.Log;
import ai.genops.server.api.ServerView;
import ai.genops.server.health.Sampler;
import ai.genops.server.health.Traffic;
import ai.genops.source.config.HecToken;
import ai.genops.source.hec.HecStats;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything that receives. Immutable: sources stay as they are from the start to the end of a server.
record RunningSources(List<RunningSource> sources, List<RunningCollector> collectors) {

    /// Opens all ports of a plan.
    ///
    /// @param listening learns how each is stopped, before the next is opened
    static RunningSources start(ServerPlan plan, Log log, List<Supplier<CompletableFuture<Void>>> listening) {
        var sources = plan.sources().stream()
                .map(source -> {
                    var running = RunningSource.start(source.config(), new LogAppender(log));
                    listening.add(running::stop);
                    return running;
                })
                .toList();
        var collectors = plan.collectors().stream()
                .map(collector -> {
                    var running = RunningCollector.start(
                            collector.config(),
                            new LogAppender(log),
                            plan.options().data());
                    listening.add(running::stop);
                    return running;
                })
                .toList();
        return new RunningSources(sources, collectors);
    }

    /// What the server's health is told by.
    List<Sampler.Source> watched() {
        return Stream.concat(
                        sources.stream()
                                .map(source -> new Sampler.Source(
                                        source.config().id(), () -> Traffic.of(source.stats()), source.probe())),
                        collectors.stream()
                                .map(collector -> new Sampler.Source(
                                        collector.config().id(),
                                        () -> Traffic.of(collector.stats()),
                                        collector.probe())))
                .toList();
    }

    List<ServerView.Source> sourceViews() {
        return sources.stream()
                .map(source -> new ServerView.Source(source.config().id(), source.stats()))
                .toList();
    }

    /// What each collector did, by its id.
    Map<String, HecStats> collected() {
        return collectors.stream()
                .collect(Collectors.toMap(collector -> collector.config().id(), RunningCollector::stats));
    }

    List<ServerView.Collector> collectorViews() {
        return collectors.stream()
                .map(collector -> new ServerView.Collector(
                        collector.config().id(),
                        collector.stats(),
                        collector.config().tokens().stream()
                                .collect(Collectors.toMap(HecToken::name, HecToken::sourcetype))))
                .toList();
    }
}
