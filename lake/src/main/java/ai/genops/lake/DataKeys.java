package ai.genops.lake;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The keys of the lake's data files by their ids. The highest encrypts new files; which key a file is under stands in
/// its name. To rotate: add a key with a higher id, and keep the old ones as long as there are files under them. Never
/// put another key under an id that was used. Immutable; says nothing of its keys.
public final class DataKeys {
    /// Nothing is encrypted, and nothing that is can be read.
    public static final DataKeys NONE = new DataKeys(new TreeMap<>(), null);

    private static final int KEY_BYTES = 32;
    private static final int CHECK_BYTES = 8;
    private static final Pattern NAMED = Pattern.compile(".*\\.key([1-9]\\d{0,8})\\.parquet");

    private static final Pattern UNKNOWN = Pattern.compile("No key with name \"genops-lake-(\\d+)\"");

    private final SortedMap<Integer, byte[]> keys = new TreeMap<>();
    private final @Nullable SecureRandom random;

    /// Keys, which are copied.
    ///
    /// @param keys id, 1 or more → 32 random bytes, an AES-256 key
    /// @param random where nonces come from, a strong one; null: new files are not encrypted
    /// @throws IllegalArgumentException if an id is not positive, or a key is not 32 bytes long
    public DataKeys(SortedMap<Integer, byte[]> keys, @Nullable SecureRandom random) {
        keys.forEach((id, key) -> {
            if (id <= 0 || key.length != KEY_BYTES) {
                throw new IllegalArgumentException(
                        "lake: a key has an id of 1 or more and %d bytes; this one has id %d and %d bytes"
                                .formatted(KEY_BYTES, id, key.length));
            }
            this.keys.put(id, key.clone());
        });
        this.random = random;
    }

    /// The key that new files are encrypted with; 0: none.
    int writing() {
        return random == null || keys.isEmpty() ? 0 : keys.lastKey();
    }

    /// Encrypts a file with the newest key.
    void encrypt(Path from, Path to) throws java.io.IOException {
        int id = writing();
        var cipher = new ParquetCipher(Objects.requireNonNull(keys.get(id)), Objects.requireNonNull(random));
        ParquetEncryption.write(from, to, name(id), cipher);
    }

    /// How a key's files end.
    static String suffix(int id) {
        return id == 0 ? Orphans.SUFFIX : ".key" + id + Orphans.SUFFIX;
    }

    /// The key that a file is under, by its name; 0: none.
    static int of(String path) {
        Matcher named = NAMED.matcher(path);
        return named.matches() ? Integer.parseInt(named.group(1)) : 0;
    }

    /// What DuckDB and the file call a key.
    static String name(int id) {
        return "genops-lake-" + id;
    }

    /// What is wrong if DuckDB's error is that it has no such key; null if it is something else.
    public static @Nullable String missing(String error) {
        Matcher named = UNKNOWN.matcher(error);
        return named.find()
                ? "files of the lake are encrypted with key " + named.group(1) + ", which is not configured"
                : null;
    }

    /// Gives the keys to a database that is being opened, and compares them with those it was written with.
    ///
    /// @throws LakeException if a key is another one than before, or files need one that is missing; nothing is
    ///     changed then
    void open(Connection connection, boolean readOnly) throws SQLException {
        if (!readOnly) {
            requireAll(connection);
            requireSame(connection);
        }
        try (var statement = connection.createStatement()) {
            for (var key : keys.entrySet()) {
                statement.execute("pragma add_parquet_key(" + Layout.literal(name(key.getKey())) + ", "
                        + Layout.literal(Base64.getEncoder().encodeToString(key.getValue())) + ")");
            }
        }
    }

    private void requireSame(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var query = connection.prepareStatement("select check_value from meta.keys where id = ?");
                var insert = connection.prepareStatement("insert into meta.keys values (?, ?)")) {
            for (var key : keys.entrySet()) {
                String check = check(key.getKey(), key.getValue());
                query.setInt(1, key.getKey());
                try (ResultSet row = query.executeQuery()) {
                    if (!row.next()) {
                        insert.setInt(1, key.getKey());
                        insert.setString(2, check);
                        insert.execute();
                    } else if (!row.getString(1).equals(check)) {
                        throw new LakeException("Key " + key.getKey() + " of the lake is another one than before: give"
                                + " it the key that its files were written with, and a new key a higher id.");
                    }
                }
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void requireAll(Connection connection) throws SQLException {
        SortedSet<Integer> missing = new TreeSet<>();
        for (DataFile file : Manifest.files(connection)) {
            int id = of(file.path());
            if (id != 0 && !keys.containsKey(id)) {
                missing.add(id);
            }
        }
        if (!missing.isEmpty()) {
            throw new LakeException("The lake has files under the key" + (missing.size() == 1 ? " " : "s ")
                    + missing.toString().replaceAll("[\\[\\]]", "") + ", and "
                    + (keys.isEmpty() ? "no keys are configured" : "the configured ones are " + keys.keySet())
                    + ": give the lake that key (`lake.encryption_keys` in server.yaml).");
        }
    }

    /// Tells one key from another and nothing else about it.
    private static String check(int id, byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] sum = mac.doFinal(("genops lake key check " + id).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(Arrays.copyOf(sum, CHECK_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "DataKeys" + keys.keySet();
    }
}
