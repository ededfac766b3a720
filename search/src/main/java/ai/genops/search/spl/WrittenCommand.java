package ai.genops.search.spl;

/// A command of a query as it is written.
///
/// @param arguments its text behind the name
public record WrittenCommand(String name, String arguments) {}
