package ai.genops.pipeline.processor.chain;

/// A line of a file, from 1.
public record Place(String file, long line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
