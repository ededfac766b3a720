package ai.genops.server.trial;

import ai.genops.destination.delivery.Price;
import ai.genops.event.Event;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.RouteEdge;
import ai.genops.pipeline.engine.Trace;
import ai.genops.pipeline.engine.Tracer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What leaves to each destination over a stretch of the log, as a pipeline is and as it would be, estimated from a
/// sample of the log's records. What pipelines remember begins empty on both sides. One thread.
final class HourRun {
    private final @Nullable Pipeline before;
    private final Pipeline after;
    private final Map<String, Price> prices;
    private final @Nullable Tracer old;
    private final Tracer next;
    private final Map<String, Flow> flows = new LinkedHashMap<>();
    private long events;

    /// One destination's events, bytes and cost: now, then, and by how much they differ.
    private record Flow(Destination destination, Sums now, Sums then, Sums change) {
        private Stream<Estimate> all() {
            return Stream.of(now, then, change).flatMap(sums -> Stream.of(sums.events, sums.bytes, sums.dollars));
        }
    }

    private record Sums(Estimate events, Estimate bytes, Estimate dollars) {
        private Sums() {
            this(new Estimate(), new Estimate(), new Estimate());
        }

        private void add(int sign, long size, double cost) {
            events.add(sign);
            bytes.add(sign * (double) size);
            dollars.add(sign * cost);
        }
    }

    /// @param before null if it is not enabled now: then it does nothing
    HourRun(@Nullable Pipeline before, Pipeline after, Map<String, Price> prices) {
        this.before = before;
        this.after = after;
        this.prices = prices;
        this.old = before == null ? null : new Tracer(before);
        this.next = new Tracer(after);
        Stream.concat(before == null ? Stream.of() : before.routes().stream(), after.routes().stream())
                .map(RouteEdge::destination)
                .forEach(one -> flows.putIfAbsent(one.id(), new Flow(one, new Sums(), new Sums(), new Sums())));
        flows.values().stream()
                .filter(flow -> Double.isNaN(cost(flow.destination().id(), 0)))
                .flatMap(flow -> Stream.of(flow.now(), flow.then(), flow.change()))
                .forEach(sums -> sums.dollars().add(Double.NaN)); // nobody knows, even where nothing is sent
    }

    void event(Event event) {
        events++;
        if (old != null) {
            sent(old.of(event), true);
        }
        // The tracers do not share what a pipeline has set on the event: each begins with what was received.
        sent(next.of(event), false);
    }

    void endOfRecord() {
        flows.values().stream().flatMap(Flow::all).forEach(Estimate::endOfRecord);
    }

    private void sent(Trace trace, boolean now) {
        trace.allExits().forEach(exit -> {
            Flow flow = flows.get(exit.route().destination().id());
            if (flow != null && exit.outcome() == RouteEdge.Outcome.SENT && exit.sends() != null) {
                long size = exit.sends().text().getBytes(StandardCharsets.UTF_8).length;
                double cost = cost(flow.destination().id(), size);
                (now ? flow.now() : flow.then()).add(1, size, cost);
                flow.change().add(now ? -1 : 1, size, cost);
            }
        });
    }

    private double cost(String destination, long size) {
        Price price = prices.get(destination);
        BigDecimal cost = price == null ? null : price.cost(size, 1);
        return cost == null ? Double.NaN : cost.doubleValue();
    }

    /// Ends it: what is remembered goes on as if time passed, and everything is told.
    void write(LogSample sample, Map<String, @Nullable Object> json) {
        if (old != null) {
            old.rest().forEach(trace -> sent(trace, true));
        }
        next.rest().forEach(trace -> sent(trace, false));
        long population = sample.population();
        int records = sample.records();
        json.put("records", population);
        json.put("sampled_records", (long) records);
        json.put("sampled_events", events);
        json.put("share", population == 0 ? 1.0 : (double) records / population);
        json.put("remembers", after.remembers() || (before != null && before.remembers()));
        json.put(
                "destinations",
                flows.values().stream()
                        .map(flow -> destination(flow, population, records))
                        .toList());
    }

    private static Map<String, @Nullable Object> destination(Flow flow, long population, int records) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", flow.destination().id());
        json.put("state", flow.destination().availability().text());
        json.put("ready", flow.destination().availability().isReady());
        json.put("now", sums(flow.now(), population, records));
        json.put("then", sums(flow.then(), population, records));
        json.put("change", sums(flow.change(), population, records));
        return json;
    }

    private static Map<String, @Nullable Object> sums(Sums sums, long population, int records) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        Map<String, Estimate> named = new LinkedHashMap<>();
        named.put("events", sums.events());
        named.put("bytes", sums.bytes());
        named.put("dollars", sums.dollars());
        named.forEach((name, estimate) -> {
            json.put(name, known(estimate.total(population, records)));
            json.put(name + "_margin", known(estimate.margin(population, records)));
        });
        return json;
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
