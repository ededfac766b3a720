package ai.genops.benchmarks;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import java.util.SplittableRandom;

/// Calls of models as an organisation makes them: few teams make most, cheap models most, prompts are mostly short and
/// some are very long, nights are quiet, one call in a hundred is not allowed, and one in fifty tells how its team's
/// budget stands. The same events for the same seed.
final class LlmTraffic {
    private static final String[] TEAMS = {
        "support", "search", "dev-tools", "growth", "legal", "finance", "research", "ops"
    };
    private static final String[] PROJECTS = {"assistant", "copilot", "summaries", "triage", "extraction"};
    private static final String[] FEATURES = {"chat", "search", "summary", "code-review", "translation", "routing"};
    private static final String[] OPERATIONS = {"chat.answer", "chat.plan", "tool.select", "embed", "summarize"};
    private static final String[] ENVIRONMENTS = {"production", "production", "production", "staging"};
    private static final String[] POLICIES = {"cost-guard", "pii-guard", "phi-guard"};
    /// The cheapest first; in millionths of a dollar per token of input and of output.
    private static final String[] MODELS = {
        "gpt-4o-mini",
        "claude-3-haiku",
        "gemini-1.5-flash",
        "gpt-4o",
        "claude-3-5-sonnet",
        "gpt-4-turbo",
        "claude-3-opus"
    };

    private static final String[] PROVIDERS = {
        "openai", "anthropic", "gemini", "openai", "anthropic", "openai", "anthropic"
    };
    private static final double[] INPUT = {0.15, 0.25, 0.35, 2.5, 3, 10, 15};
    private static final double[] OUTPUT = {0.6, 1.25, 1.05, 10, 15, 30, 75};
    private static final int CUSTOMERS = 5000;
    private static final int DAY_MILLIS = 86_400_000;

    private static final Key TEAM = key("team");
    private static final Key PROJECT = key("project");
    private static final Key FEATURE = key("feature");
    private static final Key CUSTOMER = key("customer_id");
    private static final Key ENVIRONMENT = key("environment");
    private static final Key OPERATION = key("operation.name");
    private static final Key OPERATION_TYPE = key("operation.type");
    private static final Key OPERATION_MILLIS = key("operation.duration_ms");
    private static final Key MODEL = key("cost.model");
    private static final Key PROVIDER = key("cost.provider");
    private static final Key CURRENCY = key("cost.currency");
    private static final Key COST = key("cost.total");
    private static final Key COST_IN = key("cost.input");
    private static final Key COST_OUT = key("cost.output");
    private static final Key TOKENS = key("tokens.total");
    private static final Key TOKENS_IN = key("tokens.input");
    private static final Key TOKENS_OUT = key("tokens.output");
    private static final Key POLICY = key("policy.name");
    private static final Key RESULT = key("policy.result");
    private static final Key SAFETY = key("eval.safety");
    private static final Key BUDGET = key("budget.name");
    private static final Key BUDGET_LIMIT = key("budget.limit");
    private static final Key BUDGET_USED = key("budget.used");
    private static final Key BUDGET_REMAINING = key("budget.remaining");
    private static final Key BUDGET_UTILIZATION = key("budget.utilization");

    private final SplittableRandom random;
    private final Event event = new Event();
    private final Attributes resource = new Attributes();

    LlmTraffic(long seed) {
        random = new SplittableRandom(seed);
        resource.add(Key.of("service.name"), "assistant");
        resource.add(Key.of("service.version"), "2.4.1");
        resource.add(Key.of("telemetry.sdk.language"), "java");
    }

    private static Key key(String name) {
        return Key.of("genops." + name);
    }

    /// When the event of this share of the whole time is, from 0 to 1: nights have a quarter of a day's traffic.
    static long time(double share, long fromMillis, long toMillis) {
        double length = toMillis - fromMillis;
        double days = length / DAY_MILLIS;
        double wave = 0.6 / (2 * Math.PI * days) * Math.sin(2 * Math.PI * days * share);
        return fromMillis + (long) (length * Math.clamp(share - wave, 0, 1));
    }

    /// The next event, in place of the one before.
    Event next(long offset, int ordinal, long timeMillis) {
        event.receive(Kind.SPAN, "genops_otlp_source", new byte[0], offset, ordinal, timeMillis);
        int model = few(MODELS.length);
        long input = tokens(400, 120_000);
        long output = tokens(150, 4_000);
        long millis = 200 + output * (8 + 2L * model) + random.nextInt(300);
        event.time(timeMillis * 1_000_000 + random.nextInt(1_000_000), millis * 1_000_000);
        event.ids(random.nextLong(), random.nextLong(), random.nextLong(), 0);
        event.resource(resource);
        Attributes own = event.attributes();
        int team = few(TEAMS.length);
        own.add(TEAM, TEAMS[team]);
        own.add(PROJECT, PROJECTS[(team + random.nextInt(2)) % PROJECTS.length]);
        own.add(FEATURE, FEATURES[few(FEATURES.length)]);
        own.add(CUSTOMER, "customer-" + few(CUSTOMERS));
        own.add(ENVIRONMENT, ENVIRONMENTS[random.nextInt(ENVIRONMENTS.length)]);
        own.add(OPERATION, OPERATIONS[few(OPERATIONS.length)]);
        own.add(OPERATION_TYPE, "ai.inference");
        own.addLong(OPERATION_MILLIS, millis);
        price(own, model, input, output);
        decide(own);
        if (random.nextInt(50) == 0) {
            stand(own, team);
        }
        return event;
    }

    private static void price(Attributes own, int model, long input, long output) {
        double in = micros(input * INPUT[model]);
        double out = micros(output * OUTPUT[model]);
        own.add(MODEL, MODELS[model]);
        own.add(PROVIDER, PROVIDERS[model]);
        own.add(CURRENCY, "USD");
        own.addDouble(COST, micros((in + out) * 1e6));
        own.addDouble(COST_IN, in);
        own.addDouble(COST_OUT, out);
        own.addLong(TOKENS, input + output);
        own.addLong(TOKENS_IN, input);
        own.addLong(TOKENS_OUT, output);
    }

    private void decide(Attributes own) {
        int chance = random.nextInt(1000);
        own.add(POLICY, POLICIES[chance % POLICIES.length]);
        own.add(RESULT, chance < 4 ? "blocked" : chance < 10 ? "warning" : "allowed");
        own.addDouble(SAFETY, 0.8 + random.nextInt(200) / 1000.0);
    }

    private void stand(Attributes own, int team) {
        int limit = 1000 * (team + 1);
        int used = random.nextInt(limit * (team + 8) / 16);
        own.add(BUDGET, TEAMS[team] + "-monthly");
        own.addLong(BUDGET_LIMIT, limit);
        own.addLong(BUDGET_USED, used);
        own.addLong(BUDGET_REMAINING, limit - used);
        own.addDouble(BUDGET_UTILIZATION, Math.round(used * 1000.0 / limit) / 10.0);
    }

    /// Dollars of millionths of a dollar, to a tenth of a millionth.
    private static double micros(double value) {
        return Math.round(value * 10) / 1e7;
    }

    /// The first ones often, the last ones seldom.
    private int few(int count) {
        double chance = random.nextDouble();
        return (int) (count * chance * chance * chance);
    }

    /// Mostly about `usual`, some very many.
    private long tokens(int usual, int most) {
        double spread = Math.exp(1.1 * random.nextGaussian());
        return Math.clamp((long) (usual * spread), 1, most);
    }
}
