package ai.genops.source.config;

/// What a source's files say of things beside receiving. Checked and kept; whoever those things belong to reads it.
///
/// @param buffer of the queue behind the source
/// @param health how it is watched
/// @param parsing what becomes of attributes
/// @param retry of deliveries behind it
public record SurroundingSettings(
        BufferSettings buffer, HealthCheck health, ParsingSettings parsing, RetryPolicy retry) {}
