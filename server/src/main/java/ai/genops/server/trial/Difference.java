package ai.genops.server.trial;

import ai.genops.pipeline.config.Location;

/// Where what came is not what was expected.
///
/// @param at the line of the expectation
/// @param path what differs: `cribl_lake, event 1: cost_total`
/// @param expected as JSON; empty if nothing was
/// @param actual as JSON; empty if nothing came
public record Difference(Location at, String path, String expected, String actual) {}
