package ai.genops.benchmarks;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import java.util.SplittableRandom;

/// Spans as the load generator sends them: 4 attributes on the resource, 20 of their own, ids and figures at random.
final class LakeEvents {
    private static final Key[] NAMES = keys(
            "operation.type",
            "operation.name",
            "cost.currency",
            "cost.provider",
            "cost.model",
            "team",
            "project",
            "customer_id",
            "feature",
            "environment",
            "policy.result",
            "budget.name");
    private static final int[] DISTINCT = {1, 6, 1, 8, 8, 8, 6, 2000, 6, 3, 3, 8};
    private static final Key TIMESTAMP = Key.of("genops.timestamp");
    private static final Key[] COSTS = keys("cost.total", "cost.input", "cost.output");
    private static final Key SCORE = Key.of("genops.eval.score");
    private static final Key[] TOKENS = keys("tokens.input", "tokens.output", "tokens.total");

    private final SplittableRandom random;
    private final Event event = new Event();
    private final Attributes resource = new Attributes();

    LakeEvents(long seed) {
        random = new SplittableRandom(seed);
        resource.add(Key.of("service.name"), "customer-ai-chatbot");
        resource.add(Key.of("service.version"), "2.4.1");
        resource.add(Key.of("deployment.environment"), "production");
        resource.add(Key.of("telemetry.sdk.language"), "python");
    }

    /// The next event, in place of the one before.
    Event next(long offset, int ordinal, long timeMillis) {
        event.receive(Kind.SPAN, "genops_otlp_source", new byte[0], offset, ordinal, timeMillis);
        event.time(timeMillis * 1_000_000 + random.nextInt(1_000_000), random.nextInt(1_000_000_000));
        event.ids(random.nextLong(), random.nextLong(), random.nextLong(), 0);
        event.resource(resource);
        Attributes own = event.attributes();
        for (int i = 0; i < NAMES.length; i++) {
            own.add(NAMES[i], "some-" + random.nextInt(DISTINCT[i]));
        }
        own.addLong(TIMESTAMP, timeMillis / 1000);
        double cost = Math.round(random.nextDouble() * 1e6) / 1e6;
        own.addDouble(COSTS[0], cost);
        own.addDouble(COSTS[1], Math.round(cost * 4e5) / 1e6);
        own.addDouble(COSTS[2], Math.round(cost * 6e5) / 1e6);
        long input = random.nextInt(50, 4050);
        long output = random.nextInt(10, 1510);
        own.addLong(TOKENS[0], input);
        own.addLong(TOKENS[1], output);
        own.addLong(TOKENS[2], input + output);
        own.addDouble(SCORE, random.nextInt(1000) / 1000.0);
        return event;
    }

    private static Key[] keys(String... names) {
        Key[] keys = new Key[names.length];
        for (int i = 0; i < names.length; i++) {
            keys[i] = Key.of("genops." + names[i]);
        }
        return keys;
    }
}
