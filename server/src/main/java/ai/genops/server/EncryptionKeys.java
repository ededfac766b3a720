package ai.genops.server;

import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The keys `encryption_keys` of a block, and whether what is new is to be encrypted with the newest: `encrypt`, which
/// is true where there are keys. Without a key that is needed nothing is read: a key that is not there is an error.
///
/// @param byId id, 1 or more → 32 bytes
record EncryptionKeys(SortedMap<Integer, byte[]> byId, boolean encrypt) {
    private static final int KEY_BYTES = 32;

    /// @param what the keys are of: `log`, `lake`
    static EncryptionKeys read(Section block, String what) {
        boolean encrypt = block.flag("encrypt", block.has("encryption_keys"));
        SortedMap<Integer, byte[]> keys = new TreeMap<>();
        if (!block.has("encryption_keys")) {
            String text = "`encrypt` is `true`, and `encryption_keys` names no key";
            block.problems().require(!encrypt, block.at("encrypt"), text, "Add `encryption_keys`.");
            return new EncryptionKeys(keys, false);
        }
        Section section = block.section("encryption_keys");
        for (String id : section.keys()) {
            byte[] key = key(section, id, what);
            if (key != null) {
                keys.put(Integer.valueOf(id), key);
            }
        }
        String text = "`encryption_keys` names no key";
        String hint = "Add `1: ${GENOPS_" + what.toUpperCase(Locale.ROOT) + "_KEY}`.";
        section.problems().require(!section.keys().isEmpty(), block.at("encryption_keys"), text, hint);
        return new EncryptionKeys(keys, encrypt);
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /// Problems never quote a key.
    private static byte @Nullable [] key(Section section, String id, String what) {
        Secret secret = section.secret(id);
        byte[] key = secret.isPresent() ? decoded(secret.value()) : null;
        String problem = null;
        if (!id.matches("[1-9][0-9]{0,8}")) {
            problem = "`" + id + "` is no id of a key";
        } else if (!secret.isPresent()) {
            problem = "key " + id + " of the " + what + " is not there: " + secret.missing();
        } else if (key == null) {
            problem = "key " + id + " of the " + what + " is not 32 bytes as 64 hexadecimal digits or in base64";
        }
        if (problem == null) {
            return key;
        }
        String hint = "Ids are whole numbers from 1; `openssl rand -hex 32` makes a key. Without its key a " + what
                + " cannot be read.";
        section.problems().error(section.at(id), problem, hint);
        return null;
    }

    private static byte @Nullable [] decoded(String text) {
        try {
            byte[] key = text.matches("[0-9a-fA-F]{64}")
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
            return key.length == KEY_BYTES ? key : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// Says nothing of the keys.
    @Override
    public String toString() {
        return "EncryptionKeys" + byId.keySet();
    }
}
