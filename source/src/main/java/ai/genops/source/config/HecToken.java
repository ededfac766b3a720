package ai.genops.source.config;

import ai.genops.pipeline.config.Section;
import java.util.Arrays;
import java.util.List;

/// A token of a HEC source, and what events are filed under that come with it and do not say themselves. The keys are
/// those of a stanza `[http://name]` of Splunk's inputs.conf.
///
/// @param name in metrics; never the token itself
/// @param indexes those that events may name; empty: any
/// @param index empty: none, so that events stay in the dataset of their route
/// @param host empty: the name and port by which the client has addressed the collector
/// @param useAck whether requests with a channel are acknowledged
/// @param disabled whether requests are refused
/// @param inQuery whether it may stand in a request's query
public record HecToken(
        String name,
        SourceToken token,
        List<String> indexes,
        String index,
        String host,
        String source,
        String sourcetype,
        boolean useAck,
        boolean disabled,
        boolean inQuery) {
    private static final String NAME = "[A-Za-z0-9._-]{1,64}";

    /// What Splunk files events under for which nothing is said.
    private static final String SOURCETYPE = "httpevent";

    static HecToken read(Section block, boolean allDisabled) {
        String name = block.text("name");
        block.problems()
                .require(
                        name.isEmpty() || name.matches(NAME),
                        block.at("name"),
                        "`name` must be 1 to 64 of letters, digits and `._-`, is `" + name + "`",
                        "");
        List<String> indexes = block.texts("indexes").stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .filter(index -> !index.isEmpty())
                .toList();
        var token = new HecToken(
                name,
                token(block),
                indexes,
                block.text("index", indexes.isEmpty() ? "" : indexes.getFirst()),
                block.text("host", ""),
                block.text("source", "http:" + name),
                block.text("sourcetype", SOURCETYPE),
                flag(block, "use_ack"),
                flag(block, "disabled") || allDisabled,
                flag(block, "allow_query_string_auth"));
        block.problems()
                .require(
                        token.index.isEmpty() || token.permits(token.index),
                        block.at("index"),
                        "`index` is `" + token.index + "`, which is not among its `indexes`",
                        "Add it to `indexes`, or name one of them.");
        block.text("description", "");
        block.finish();
        return token;
    }

    public boolean permits(String index) {
        return indexes.isEmpty() || indexes.contains(index);
    }

    /// The same with this token: for one that the server generated.
    public HecToken withToken(String text) {
        return new HecToken(
                name, SourceToken.of(text), indexes, index, host, source, sourcetype, useAck, disabled, inQuery);
    }

    /// Splunk writes 0 and 1.
    static boolean flag(Section block, String key) {
        return switch (block.text(key, "false")) {
            case "1" -> true;
            case "0" -> false;
            default -> block.flag(key, false);
        };
    }

    private static SourceToken token(Section block) {
        return block.has("token")
                ? OtlpSourceConfig.token(block, "token", "Set it in the environment.")
                : missing(block);
    }

    private static SourceToken missing(Section block) {
        block.problems()
                .error(
                        block.at(),
                        "`token` is missing",
                        "Add `token: ${HEC_TOKEN}`, or `token: <generate-secure-token>` to have one generated.");
        return new SourceToken.Generate();
    }
}
