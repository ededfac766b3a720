package ai.genops.observability.validate;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request that changes nothing at the other side, and what its answer means.
 *
 * @param check the name of the check it makes, for when there is no answer
 * @param path with its query, if it has one
 * @param headers values may be secrets
 * @param body of a POST; null: a GET
 * @param judge what the answer means
 */
public record Question(
        String check,
        String path,
        Map<String, Secret> headers,
        @Nullable String body,
        Function<Reply, Check> judge) {
    public Question {
        headers = Map.copyOf(headers);
    }
}
