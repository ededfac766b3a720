package ai.genops.pipeline.lookup.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text from bytes: a byte order mark tells the encoding, else the configuration. A byte that is none of the encoding's
/// is an error, never a question mark in somebody's data.
final class Decoding {
    private Decoding() {}

    static Reader open(InputStream bytes, Charset otherwise) throws IOException {
        InputStream in = new BufferedInputStream(bytes);
        in.mark(3);
        byte[] first = Arrays.copyOf(in.readNBytes(3), 3);
        in.reset();
        Charset encoding = otherwise;
        int mark = 0;
        if (first[0] == (byte) 0xEF && first[1] == (byte) 0xBB && first[2] == (byte) 0xBF) {
            encoding = StandardCharsets.UTF_8;
            mark = 3;
        } else if (first[0] == (byte) 0xFE && first[1] == (byte) 0xFF) {
            encoding = StandardCharsets.UTF_16BE;
            mark = 2;
        } else if (first[0] == (byte) 0xFF && first[1] == (byte) 0xFE) {
            encoding = StandardCharsets.UTF_16LE;
            mark = 2;
        }
        in.skipNBytes(mark);
        return new InputStreamReader(
                in,
                encoding.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
