package ai.genops.log;

/// How the payload of a frame is compressed, each frame by itself. What does not become smaller is stored as it is;
/// whatever the setting, frames of all kinds are read.
public enum Compression {
    /// As it is: for a disk that is faster than compression.
    NONE(0),
    /// Zstandard at level 1.
    ZSTD(1),
    /// RFC 1952 at its fastest level; several times slower than [#ZSTD], and larger.
    GZIP(2);

    private final int code;

    Compression(int code) {
        this.code = code;
    }

    /// What stands in a frame's flags.
    int code() {
        return code;
    }
}
