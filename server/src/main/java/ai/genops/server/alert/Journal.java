package ai.genops.server.alert;

/// Where what alerts do becomes events.
@FunctionalInterface
public interface Journal {
    /// Appends it to the log; whether it is there. What is not is given again later.
    boolean append(Happening happening);
}
