package ai.genops.server.backup;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What of a server a backup holds.
///
/// @param configuration folders and files of the configuration; empty: all of it, if it is held at all
public record Scope(Set<Part> parts, List<String> configuration) {
    /// What belongs together.
    public enum Part {
        CONFIGURATION,
        /// The segments of the log.
        LOG,
        /// How far consumers are in the log, what processors remember and what is under way to destinations.
        CHECKPOINTS,
        LAKE,
        /// Tokens, what people saved, dead letters.
        REST
    }

    static final Scope ALL = new Scope(EnumSet.allOf(Part.class), List.of());

    boolean has(Part part) {
        return parts.contains(part);
    }
}
