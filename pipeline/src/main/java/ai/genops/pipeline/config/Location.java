package ai.genops.pipeline.config;

/// A place in a configuration file; lines and columns count from 1, 0 is "the file as a whole".
public record Location(String file, int line, int column) {
    public static Location of(String file) {
        return new Location(file, 0, 0);
    }

    /// The place in a text that starts here: `line` and `column` in that text count from 1.
    public Location within(int line, int column) {
        return new Location(file, this.line + line - 1, this.column + column - 1);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + (column == 0 ? "" : ":" + column);
    }
}
