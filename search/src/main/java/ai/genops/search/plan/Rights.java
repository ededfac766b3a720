package ai.genops.search.plan;

import ai.genops.search.knowledge.Asker;
import ai.genops.search.knowledge.SearchJob;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What of the lake whoever searches may see. A dataset that may not be read is not there: a search that names it
/// finds nothing and is told what it would be told of one that does not exist, so that nobody learns which do.
///
/// @param datasets the datasets that may be read
/// @param content whether prompts, answers and the texts of events may be seen; without, they are missing values
/// @param writer who writes lookups; empty if they may not be written
/// @param collects whether results may be written into indexes
/// @param jobs the jobs whose results may be read, as they were found by whoever started them
/// @param searcher who it is
public record Rights(
        Predicate<String> datasets,
        boolean content,
        String writer,
        boolean collects,
        Predicate<SearchJob> jobs,
        Searcher searcher) {

    /// Whoever searches.
    ///
    /// @param user empty: nobody in particular
    /// @param administers whether what concerns others may be seen
    public record Searcher(String user, List<String> roles, boolean administers) {
        static final Searcher NOBODY = new Searcher("", List.of(), false);

        public Searcher {
            roles = List.copyOf(roles);
        }
    }

    /// To read everything, and to write results into indexes.
    public static final Rights ALL =
            new Rights(_ -> true, true, "", true, _ -> true, new Searcher("", List.of(), true));

    /// Of nobody in particular.
    public Rights(
            Predicate<String> datasets, boolean content, String writer, boolean collects, Predicate<SearchJob> jobs) {
        this(datasets, content, writer, collects, jobs, Searcher.NOBODY);
    }

    /// Of somebody who reads no job's results.
    public Rights(Predicate<String> datasets, boolean content, String writer, boolean collects) {
        this(datasets, content, writer, collects, _ -> false);
    }

    /// Of somebody who writes nothing, and reads no job's results.
    public Rights(Predicate<String> datasets, boolean content) {
        this(datasets, content, "", false);
    }

    /// Names and beginnings of names of what people and models said, by the conventions of OpenTelemetry,
    /// OpenInference and OpenLLMetry. A log record's body may be such a text.
    private static final Set<String> NAMES = Set.of(
            "_raw",
            "body",
            "gen_ai.system_instructions",
            "gen_ai.tool.definitions",
            "input.value",
            "output.value",
            "traceloop.entity.input",
            "traceloop.entity.output");

    private static final Set<String> BEGINNINGS = Set.of(
            "body.",
            "gen_ai.input.messages",
            "gen_ai.output.messages",
            "gen_ai.prompt",
            "gen_ai.completion",
            "gen_ai.content.",
            "gen_ai.event.content",
            "gen_ai.tool.call.arguments",
            "gen_ai.tool.call.result",
            "genops.prompt",
            "genops.response",
            "genops.completion",
            "llm.input_messages",
            "llm.output_messages",
            "llm.prompts",
            "llm.completions");

    /// As the server knows who asks.
    public Asker asker() {
        return new Asker(searcher.user(), searcher.roles(), searcher.administers(), datasets, jobs);
    }

    /// Whether an attribute of this name may be seen.
    public boolean sees(String attribute) {
        return content || !isContent(attribute);
    }

    private static boolean isContent(String name) {
        return NAMES.contains(name) || BEGINNINGS.stream().anyMatch(name::startsWith);
    }
}
