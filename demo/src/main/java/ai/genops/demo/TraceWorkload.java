package ai.genops.demo;

import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/// One file of the trace as a service's calls: arrival and tokens are real, the price list is the demo's, the rest is
/// invented and says so. Every call is one span with one cost.
final class TraceWorkload implements Workload {
    private static final String SOURCE = "Azure LLM inference trace 2023 (CC-BY 4.0)";
    private static final List<String> SYNTHETIC = List.of(
            "span.duration",
            "service.name",
            "genops.team",
            "genops.project",
            "genops.feature",
            "genops.customer_id",
            "genops.environment",
            "genops.operation.*",
            "genops.request.id",
            "genops.cost.provider",
            "genops.cost.model",
            "genops.data.classification",
            "genops.policy.*",
            "genops.budget.*",
            "genops.eval.*");

    private final TraceService service;
    private final List<TraceCall> callsByEnd;
    private final LocalDateTime begin;
    private final Customers customers = new Customers();
    private final Price price;

    /// @param begin when the recorded hour begins, on the trace's clock
    TraceWorkload(TraceService service, List<TraceCall> calls, LocalDateTime begin) {
        this.service = service;
        this.callsByEnd = calls.stream()
                .sorted(Comparator.comparing(TraceCall::end).thenComparingInt(TraceCall::row))
                .toList();
        this.begin = begin;
        this.price = Price.of(service.provider(), service.model());
    }

    int calls() {
        return callsByEnd.size();
    }

    @Override
    public String service() {
        return service.name();
    }

    @Override
    public Attributes resource() {
        return Attributes.of(
                Names.SERVICE_NAME, service.name(), Names.DEMO_SOURCE, SOURCE, Names.DEMO_SYNTHETIC, SYNTHETIC);
    }

    @Override
    public Iterator<Operation> operations(Lap lap) {
        var books = new TraceBudgets(service, customers);
        return callsByEnd.stream().map(call -> operation(call, lap, books)).iterator();
    }

    private Operation operation(TraceCall call, Lap lap, TraceBudgets books) {
        return new Operation(call.row(), at(call.arrival(), lap), at(call.end(), lap), attributes(call, lap, books));
    }

    private Instant at(LocalDateTime recorded, Lap lap) {
        return lap.at(Duration.between(begin, recorded));
    }

    private Attributes attributes(TraceCall call, Lap lap, TraceBudgets books) {
        var random = Mix.everyLap(service.name(), call.row());
        var cost = price.of(call.inputTokens(), call.outputTokens());
        var customer = customers.pick(random);
        var invented = Invented.draw(service, random);
        var budget = books.spend(cost.total(), customer);
        var attributes = Attributes.builder();
        Describe.cost(attributes, service.provider(), service.model(), cost);
        Describe.tokens(attributes, call.inputTokens(), call.outputTokens());
        attributes
                .put(Names.TEAM, service.team())
                .put(Names.CUSTOMER, customer)
                .put(Names.OPERATION_NAME, service.operation())
                .put(Names.OPERATION_TYPE, "ai.inference")
                .put(Names.REQUEST_ID, service.team() + "-" + lap.number() + "-" + call.row());
        invented.describe(attributes);
        Describe.budget(attributes, budget);
        Describe.decision(attributes, invented.decision(call, budget));
        return attributes.build();
    }
}
