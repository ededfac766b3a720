package ai.genops.source.config;

import ai.genops.pipeline.config.Secret;

/// What a client must show.
public sealed interface SourceToken {
    /// Nothing.
    record None() implements SourceToken {}

    /// This token; never shown.
    record Given(Secret secret) implements SourceToken {}

    /// The configuration has an example's text in its place: the server generates one and shows it once.
    record Generate() implements SourceToken {}

    static SourceToken of(String token) {
        return new Given(new Secret(token, ""));
    }
}
