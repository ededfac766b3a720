package ai.genops.pipeline.processor;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives spans of other conventions the `genops.*` attributes that they mean, where they do not have them: all
/// generations of OpenTelemetry's `gen_ai.*`, OpenInference, and Traceloop's `llm.*`.
///
/// Spans that only stand around model calls (agents, chains, workflows, tools) repeat the usage of the calls inside
/// them; their tokens and costs are not taken over, since they would count twice.
record Conventions(Failures failures) implements Processor {
    /// What a value has to be.
    private enum Form {
        TEXT,
        /// A whole number from 0.
        TOKENS,
        /// A number from 0.
        MONEY
    }

    /// A `genops.*` attribute and the names it is taken from, the first that is there.
    private record Row(Key target, Form form, List<Key> from) {
        static Row of(String target, Form form, String... from) {
            return new Row(
                    Key.of(target), form, List.of(from).stream().map(Key::of).toList());
        }
    }

    private static final List<Row> TABLE = List.of(
            Row.of(
                    "genops.cost.provider",
                    Form.TEXT,
                    "gen_ai.provider.name",
                    "gen_ai.system",
                    "llm.provider",
                    "llm.system",
                    "llm.vendor"),
            Row.of(
                    "genops.cost.model",
                    Form.TEXT,
                    "gen_ai.response.model",
                    "gen_ai.request.model",
                    "llm.response.model",
                    "llm.request.model",
                    "llm.model_name",
                    "embedding.model_name"),
            Row.of(
                    "genops.tokens.input",
                    Form.TOKENS,
                    "gen_ai.usage.input_tokens",
                    "gen_ai.usage.prompt_tokens",
                    "llm.usage.prompt_tokens",
                    "llm.token_count.prompt"),
            Row.of(
                    "genops.tokens.output",
                    Form.TOKENS,
                    "gen_ai.usage.output_tokens",
                    "gen_ai.usage.completion_tokens",
                    "llm.usage.completion_tokens",
                    "llm.token_count.completion"),
            Row.of(
                    "genops.tokens.total",
                    Form.TOKENS,
                    "gen_ai.usage.total_tokens",
                    "llm.usage.total_tokens",
                    "llm.token_count.total"),
            Row.of(
                    "genops.tokens.cache_read",
                    Form.TOKENS,
                    "gen_ai.usage.cache_read.input_tokens",
                    "gen_ai.usage.cache_read_input_tokens",
                    "llm.token_count.prompt_details.cache_read"),
            Row.of(
                    "genops.tokens.cache_write",
                    Form.TOKENS,
                    "gen_ai.usage.cache_write.input_tokens",
                    "gen_ai.usage.cache_creation.input_tokens",
                    "gen_ai.usage.cache_creation_input_tokens",
                    "llm.token_count.prompt_details.cache_write"),
            Row.of(
                    "genops.tokens.reasoning",
                    Form.TOKENS,
                    "gen_ai.usage.reasoning.output_tokens",
                    "gen_ai.usage.reasoning_tokens",
                    "llm.token_count.completion_details.reasoning"),
            Row.of("genops.cost.total", Form.MONEY, "gen_ai.usage.cost", "llm.cost.total"),
            Row.of(
                    "genops.operation.type",
                    Form.TEXT,
                    "gen_ai.operation.name",
                    "llm.request.type",
                    "openinference.span.kind",
                    "traceloop.span.kind"),
            Row.of("genops.operation.name", Form.TEXT, "gen_ai.agent.name", "traceloop.entity.name"),
            Row.of(
                    "genops.session_id",
                    Form.TEXT,
                    "gen_ai.conversation.id",
                    "session.id",
                    "traceloop.association.properties.session_id"),
            Row.of("genops.user_id", Form.TEXT, "user.id", "enduser.id", "traceloop.association.properties.user_id"),
            Row.of("genops.request.id", Form.TEXT, "gen_ai.response.id"));

    private static final List<Key> KINDS =
            List.of(Key.of("gen_ai.operation.name"), Key.of("openinference.span.kind"), Key.of("traceloop.span.kind"));
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

    /// Whether a span stands around model calls and repeats what they used.
    static boolean isAround(Attributes attributes) {
        for (Key key : KINDS) {
            int position = attributes.find(key);
            if (position >= 0
                    && attributes.value(position) instanceof String kind
                    && AROUND.contains(kind.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Verdict apply(Event event) {
        boolean around = isAround(event.attributes());
        for (Row row : TABLE) {
            if (!(around && row.form != Form.TEXT)) {
                fill(event, row);
            }
        }
        return Verdict.KEEP;
    }

    private void fill(Event event, Row row) {
        Attributes attributes = event.attributes();
        if (attributes.find(row.target) >= 0 || event.resource().find(row.target) >= 0) {
            return;
        }
        for (Key from : row.from) {
            int position = attributes.find(from);
            if (position >= 0) {
                Object value = attributes.value(position);
                Object fit = fit(value, row.form);
                if (fit == null) {
                    failures.failed(
                            event,
                            "`" + from.name() + "` is `" + value + "`, which is no "
                                    + row.form.name().toLowerCase(Locale.ROOT));
                } else {
                    attributes.set(row.target, fit);
                }
                return;
            }
        }
    }

    private static @Nullable Object fit(@Nullable Object value, Form form) {
        return switch (form) {
            case TEXT -> value instanceof String text && !text.isEmpty() ? text : null;
            case TOKENS -> Amounts.tokens(value);
            case MONEY -> Amounts.money(value);
        };
    }
}
