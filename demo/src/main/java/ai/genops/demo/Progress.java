package ai.genops.demo;

import java.time.Duration;

/// Is told how the replay goes. Called by several threads.
interface Progress {
    /// The server has so many more spans.
    void accepted(int spans);

    /// A batch could not be sent and will be sent again after the pause.
    void waiting(String reason, Duration pause);
}
