package ai.genops.pipeline.processor.mask;

import ai.genops.pipeline.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What is put in the place of what was found. The same found gives the same put, on every machine, as long as the key
/// is the same. Safe for concurrent use.
public sealed interface Action {
    /// What is put in the place of what was found.
    String replace(String what);

    /// Always the same text.
    record Redact(String text) implements Action {
        @Override
        public String replace(String what) {
            return text;
        }
    }

    /// SHA-256 in hex. Without a key: who can guess what was there can prove it.
    record Hash() implements Action {
        @Override
        public String replace(String what) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /// HMAC-SHA-256 (RFC 2104) in hex.
    record Hmac(Secret key) implements Action {
        @Override
        public String replace(String what) {
            return HexFormat.of().formatHex(hmac(key, what.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /// A digit for each digit, a letter for each letter of its case, all else as it is. They follow from the key and
    /// the whole of what was found; there is no way back, and two may give the same.
    record Tokenize(Secret key) implements Action {
        @Override
        public String replace(String what) {
            byte[] text = what.getBytes(StandardCharsets.UTF_8);
            StringBuilder token = new StringBuilder(what.length());
            ByteBuffer random = ByteBuffer.allocate(0);
            for (int i = 0; i < what.length(); i++) {
                if (random.remaining() < Integer.BYTES) {
                    byte[] block = ByteBuffer.allocate(Integer.BYTES + text.length)
                            .putInt(i)
                            .put(text)
                            .array();
                    random = ByteBuffer.wrap(hmac(key, block));
                }
                token.append(like(what.charAt(i), random.getInt()));
            }
            return token.toString();
        }

        private static char like(char c, int random) {
            if (c >= '0' && c <= '9') {
                return (char) ('0' + Integer.remainderUnsigned(random, 10));
            }
            if (!Character.isLetter(c)) {
                return c;
            }
            return (char) ((Character.isUpperCase(c) ? 'A' : 'a') + Integer.remainderUnsigned(random, 26));
        }
    }

    /// `*` for each digit and letter but the last `keep`; at most half of them are shown.
    record Partial(int keep) implements Action {
        @Override
        public String replace(String what) {
            int all = (int) what.chars().filter(Character::isLetterOrDigit).count();
            int hidden = Math.max(all - keep, (all + 1) / 2);
            StringBuilder shown = new StringBuilder(what);
            for (int i = 0; i < what.length() && hidden > 0; i++) {
                if (Character.isLetterOrDigit(what.charAt(i))) {
                    shown.setCharAt(i, '*');
                    hidden--;
                }
            }
            return shown.toString();
        }
    }

    private static byte[] hmac(Secret key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
