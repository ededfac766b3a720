package ai.genops.destination.metrics;

import ai.genops.pipeline.config.Location;

/// A tag before it is compiled: its name, and a template of its value.
///
/// @param at where the value stands
/// @param whenMissing what gives the value where names of `value` are not known; empty: then that is an error
record Tag(String name, String value, Location at, String whenMissing) {}
