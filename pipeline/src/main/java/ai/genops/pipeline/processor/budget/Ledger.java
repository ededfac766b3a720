package ai.genops.pipeline.processor.budget;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The accounts of all keys in all windows that are not forgotten yet. One thread at a time.
public final class Ledger {
    private static final int VERSION = 1;
    private static final int MAX_DECIMAL_BYTES = 1024;

    private final int maxAccounts;
    /// As a limit's shares; accounts know them by their places.
    private final List<BigDecimal> thresholds;
    /// By when they end, then by key in the order in which they came.
    private final TreeMap<Long, Map<String, Account>> windows = new TreeMap<>();
    private int accounts;

    /// @param thresholds at most 63
    public Ledger(int maxAccounts, List<BigDecimal> thresholds) {
        this.maxAccounts = maxAccounts;
        this.thresholds = thresholds;
    }

    /// A key's account in a window; null if it would be one too many.
    public @Nullable Account account(Window window, String key) {
        Map<String, Account> keys = windows.get(window.endMillis());
        Account known = keys == null ? null : keys.get(key);
        return known != null ? known : open(window.endMillis(), key, BigDecimal.ZERO, 0);
    }

    private @Nullable Account open(long end, String key, BigDecimal consumed, long crossed) {
        if (accounts >= maxAccounts) {
            return null;
        }
        accounts++;
        var account = new Account(consumed, crossed);
        windows.computeIfAbsent(end, _ -> new LinkedHashMap<>()).put(key, account);
        return account;
    }

    /// Forgets the windows that end at this time or before.
    public void forget(long endMillis) {
        while (!windows.isEmpty() && windows.firstKey() <= endMillis) {
            accounts -= windows.pollFirstEntry().getValue().size();
        }
    }

    public void save(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeByte(thresholds.size());
        for (BigDecimal threshold : thresholds) {
            write(threshold, out);
        }
        out.writeInt(accounts);
        for (var window : windows.entrySet()) {
            for (var account : window.getValue().entrySet()) {
                out.writeLong(window.getKey());
                out.writeUTF(account.getKey());
                write(account.getValue().consumed(), out);
                out.writeLong(account.getValue().crossed());
            }
        }
    }

    /// Thresholds may be others than those that were saved: what is known of the same ones counts. Nothing that was
    /// saved is left out for the bound, so that a smaller one takes no money out of the books.
    /// @throws IOException if it was saved by another version, or is damaged
    public void load(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("budgets saved in version " + version + ", this one reads version " + VERSION);
        }
        int[] places = new int[in.readUnsignedByte()];
        for (int i = 0; i < places.length; i++) {
            places[i] = place(read(in));
        }
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            long end = in.readLong();
            String key = in.readUTF();
            var account = new Account(read(in), moved(in.readLong(), places));
            windows.computeIfAbsent(end, _ -> new LinkedHashMap<>()).put(key, account);
        }
        accounts = count;
    }

    private int place(BigDecimal threshold) {
        for (int i = 0; i < thresholds.size(); i++) {
            if (thresholds.get(i).compareTo(threshold) == 0) {
                return i;
            }
        }
        return -1;
    }

    private static long moved(long crossed, int[] places) {
        long moved = 0;
        for (int i = 0; i < places.length; i++) {
            if ((crossed & 1L << i) != 0 && places[i] >= 0) {
                moved |= 1L << places[i];
            }
        }
        return moved;
    }

    private static void write(BigDecimal decimal, DataOutput out) throws IOException {
        byte[] digits = decimal.unscaledValue().toByteArray();
        out.writeInt(decimal.scale());
        out.writeShort(digits.length);
        out.write(digits);
    }

    private static BigDecimal read(DataInput in) throws IOException {
        int scale = in.readInt();
        byte[] digits = new byte[in.readUnsignedShort()];
        if (digits.length == 0 || digits.length > MAX_DECIMAL_BYTES) {
            throw new IOException("a saved budget has a number of " + digits.length + " bytes");
        }
        in.readFully(digits);
        return new BigDecimal(new BigInteger(digits), scale);
    }
}
