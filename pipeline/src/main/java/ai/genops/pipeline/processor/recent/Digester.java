package ai.genops.pipeline.processor.recent;

import ai.genops.event.JsonBuffer;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Makes keys of JSON text. One thread at a time.
public final class Digester {
    private final JsonBuffer json = new JsonBuffer(512);
    private final MessageDigest sha256;

    public Digester() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Where to write the next key, empty.
    public JsonBuffer begin() {
        json.clear();
        return json;
    }

    /// Of what was written since [#begin].
    public Digest finish() {
        sha256.update(json.view());
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        return new Digest(digest.getLong(), digest.getLong());
    }
}
