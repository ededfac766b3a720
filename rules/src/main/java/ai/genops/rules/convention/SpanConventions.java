package ai.genops.rules.convention;

import ai.genops.rules.convention.Meaning.Form;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The conventions that spans of models follow: all generations of OpenTelemetry's {@code gen_ai.*}, OpenInference, and
 * Traceloop's {@code llm.*}. Input tokens include those of the cache, output those of reasoning, as OpenTelemetry has them.
 */
public final class SpanConventions {
    public static final List<Meaning> TABLE = List.of(
            Meaning.of(
                    "genops.cost.provider",
                    Form.TEXT,
                    "gen_ai.provider.name",
                    "gen_ai.system",
                    "llm.provider",
                    "llm.system",
                    "llm.vendor"),
            Meaning.of(
                    "genops.cost.model",
                    Form.TEXT,
                    "gen_ai.response.model",
                    "gen_ai.request.model",
                    "llm.response.model",
                    "llm.request.model",
                    "llm.model_name",
                    "embedding.model_name"),
            Meaning.of(
                    "genops.tokens.input",
                    Form.TOKENS,
                    "gen_ai.usage.input_tokens",
                    "gen_ai.usage.prompt_tokens",
                    "llm.usage.prompt_tokens",
                    "llm.token_count.prompt"),
            Meaning.of(
                    "genops.tokens.output",
                    Form.TOKENS,
                    "gen_ai.usage.output_tokens",
                    "gen_ai.usage.completion_tokens",
                    "llm.usage.completion_tokens",
                    "llm.token_count.completion"),
            Meaning.of(
                    "genops.tokens.total",
                    Form.TOKENS,
                    "gen_ai.usage.total_tokens",
                    "llm.usage.total_tokens",
                    "llm.token_count.total"),
            Meaning.of(
                    "genops.tokens.cache_read",
                    Form.TOKENS,
                    "gen_ai.usage.cache_read.input_tokens",
                    "gen_ai.usage.cache_read_input_tokens",
                    "llm.token_count.prompt_details.cache_read"),
            Meaning.of(
                    "genops.tokens.cache_write",
                    Form.TOKENS,
                    "gen_ai.usage.cache_write.input_tokens",
                    "gen_ai.usage.cache_creation.input_tokens",
                    "gen_ai.usage.cache_creation_input_tokens",
                    "llm.token_count.prompt_details.cache_write"),
            Meaning.of(
                    "genops.tokens.reasoning",
                    Form.TOKENS,
                    "gen_ai.usage.reasoning.output_tokens",
                    "gen_ai.usage.reasoning_tokens",
                    "llm.token_count.completion_details.reasoning"),
            Meaning.of("genops.cost.total", Form.MONEY, "gen_ai.usage.cost", "llm.cost.total"),
            Meaning.of(
                    "genops.operation.type",
                    Form.TEXT,
                    "gen_ai.operation.name",
                    "llm.request.type",
                    "openinference.span.kind",
                    "traceloop.span.kind"),
            Meaning.of("genops.operation.name", Form.TEXT, "gen_ai.agent.name", "traceloop.entity.name"),
            Meaning.of(
                    "genops.session_id",
                    Form.TEXT,
                    "gen_ai.conversation.id",
                    "session.id",
                    "traceloop.association.properties.session_id"),
            Meaning.of(
                    "genops.user_id", Form.TEXT, "user.id", "enduser.id", "traceloop.association.properties.user_id"),
            Meaning.of("genops.request.id", Form.TEXT, "gen_ai.response.id"));

    /** What a price depends on besides, and nothing else does. */
    public static final List<Meaning> PRICED_BY = List.of(
            Meaning.of(
                    "genops.tokens.cache_write_1h",
                    Form.TOKENS,
                    "gen_ai.usage.cache_creation.ephemeral_1h_input_tokens"),
            Meaning.of("genops.tokens.audio_input", Form.TOKENS, "llm.token_count.prompt_details.audio"),
            Meaning.of("genops.tokens.audio_output", Form.TOKENS, "llm.token_count.completion_details.audio"),
            // What was granted comes before what was asked for.
            Meaning.of(
                    "genops.service_tier",
                    Form.TEXT,
                    "openai.response.service_tier",
                    "gen_ai.openai.response.service_tier",
                    "openai.request.service_tier",
                    "gen_ai.openai.request.service_tier"));

    /** Vendors answer with a dated name of what was asked for: where the one has no price, the other counts. */
    public static final String REQUESTED_MODEL = "gen_ai.request.model";

    /** The attributes that say what kind of work a span is. */
    public static final List<String> KINDS =
            List.of("gen_ai.operation.name", "openinference.span.kind", "traceloop.span.kind");

    private static final Set<String> AROUND = Set.of(
            "invoke_agent",
            "create_agent",
            "invoke_workflow",
            "execute_tool",
            "agent",
            "chain",
            "workflow",
            "task",
            "tool");

    private SpanConventions() {}

    /** Whether a span of this kind only stands around calls of models, and repeats what they used. */
    public static boolean isAround(String kind) {
        return AROUND.contains(kind.toLowerCase(Locale.ROOT));
    }

    /** The names of a {@code genops.*} attribute: its own and those it is taken from. */
    public static List<String> namesOf(String target) {
        return Stream.concat(TABLE.stream(), PRICED_BY.stream())
                .filter(meaning -> meaning.target().equals(target))
                .findFirst()
                .map(meaning -> Stream.concat(Stream.of(target), meaning.from().stream())
                        .toList())
                .orElseThrow(() -> new IllegalArgumentException("nothing means `" + target + "`"));
    }

    /**
     * A service tier, as catalogues name it: {@code default}, {@code auto}, {@code standard}, {@code on_demand} and what
     * nobody knows are the usual one.
     */
    public static String tier(String said) {
        return switch (said.toLowerCase(Locale.ROOT)) {
            case "batch", "batches" -> "batch";
            case "flex" -> "flex";
            case "priority" -> "priority";
            default -> "";
        };
    }
}
