package ai.genops.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/// Tells a person how the replay goes: one line that counts on a terminal; elsewhere only what changes, when the server
/// stops answering and when it answers again.
final class Terminal implements Progress {
    private final PrintStream err;
    private final boolean interactive;
    private long accepted;
    private String trouble = "";

    Terminal(PrintStream err, boolean interactive) {
        this.err = err;
        this.interactive = interactive;
    }

    @Override
    public synchronized void accepted(int spans) {
        accepted += spans;
        if (!trouble.isEmpty()) {
            trouble = "";
            line("demo: the server answers again");
        }
        if (interactive) {
            err.printf(Locale.ROOT, "\rdemo: %,d spans sent\u001b[K", accepted);
            err.flush();
        }
    }

    @Override
    public synchronized void waiting(String reason, Duration pause) {
        if (!Objects.equals(trouble, reason)) {
            trouble = reason;
            line("demo: " + reason + "; trying again until the server takes the spans");
        }
    }

    /// How many spans the server has taken from this process.
    synchronized long accepted() {
        return accepted;
    }

    private void line(String text) {
        err.println((interactive ? "\r\u001b[K" : "") + text);
    }
}
