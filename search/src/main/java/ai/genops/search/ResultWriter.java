package ai.genops.search;

import java.io.IOException;

/// Writes a result in some form. The messages are not part of it.
public sealed interface ResultWriter permits TableWriter, JsonWriter, CsvWriter {
    void write(Result result, Appendable out) throws IOException;
}
