package ai.genops.pipeline.processor;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Reads what a budget saves, byte by byte as its format says.
final class SavedLedger {
    private SavedLedger() {}

    /// By key and the day that its window is.
    static Map<String, BigDecimal> totals(byte[] saved) throws IOException {
        Map<String, BigDecimal> totals = new TreeMap<>();
        try (var in = new DataInputStream(new ByteArrayInputStream(saved))) {
            in.readByte();
            for (int i = in.readUnsignedByte(); i > 0; i--) {
                decimal(in);
            }
            for (int i = in.readInt(); i > 0; i--) {
                Instant end = Instant.ofEpochMilli(in.readLong());
                String key = in.readUTF();
                totals.put(key + " " + end.minusSeconds(1).toString().substring(0, 10), decimal(in));
                in.readLong();
            }
        }
        return totals;
    }

    private static BigDecimal decimal(DataInputStream in) throws IOException {
        int scale = in.readInt();
        return new BigDecimal(new BigInteger(in.readNBytes(in.readUnsignedShort())), scale);
    }
}
