package ai.genops.server.trial;

/// Is told how far work is, and ends it if nobody wants it any more.
@FunctionalInterface
public interface Progress {
    /// So much is done.
    ///
    /// @param share 0 to 1
    /// @throws java.util.concurrent.CancellationException to end the work
    void at(double share);

    /// The progress of a part of the work.
    default Progress part(double from, double to) {
        return share -> at(from + Math.clamp(share, 0, 1) * (to - from));
    }
}
