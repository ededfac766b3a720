package ai.genops.source.otlp;

import ai.genops.event.Attributes;
import ai.genops.event.Key;
import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireReader;

/// Where a text stands in the record. Reused.
final class Text {
    private int offset;
    private int length;

    void clear() {
        offset = length = 0;
    }

    /// Reads a length and passes by as many bytes.
    void read(WireReader in) throws MalformedException {
        length = in.length();
        offset = in.position();
        in.position(offset + length);
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /// Adds it unless it is empty.
    void addTo(Attributes attributes, Key key) {
        if (length > 0) {
            attributes.addText(key, offset, length);
        }
    }
}
