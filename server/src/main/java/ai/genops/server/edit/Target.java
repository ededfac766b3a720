package ai.genops.server.edit;

import ai.genops.pipeline.config.Problem;
import java.util.List;
import java.util.Map;

/// The server whose configuration is changed.
public interface Target {
    /// Why nobody may change files through it; empty if administrators may.
    String refusal();

    /// Everything that would be wrong with the whole configuration if files had other texts; nothing is changed.
    ///
    /// @param texts by the file's name relative to the folder; empty for a file that is to go
    List<Problem> errors(Map<String, String> texts);

    /// Works with the configuration as its files are now, unless that has errors, which are returned.
    ///
    /// @throws RuntimeException if it has none, and not everything starts with it
    List<Problem> reload();

    /// Appends the change's event to the log; whether it is there. What is not is given again later.
    boolean tell(Edit edit);
}
