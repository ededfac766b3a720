package ai.genops.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The answer to a query over the newest part of its time: true of that part, and not the query's result.
///
/// @param since from when on events were looked at; null if the query covers no time that could be cut, so that this is
///     no preview
public record Preview(Result result, @Nullable Instant since) {}
