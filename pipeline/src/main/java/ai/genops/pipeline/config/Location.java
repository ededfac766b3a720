package ai.genops.pipeline.config;

/// A place in a configuration file; lines and columns count from 1, 0 is "the file as a whole".
public record Location(String file, int line, int column) {
    public static Location of(String file) {
        return new Location(file, 0, 0);
    }

    /// The place `lines` further down, at a column of its own: where an expression inside a block text fails.
    public Location within(int lines, int column) {
        return lines == 0
                ? new Location(file, line, this.column + column - 1)
                : new Location(file, line + lines, column);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + (column == 0 ? "" : ":" + column);
    }
}
