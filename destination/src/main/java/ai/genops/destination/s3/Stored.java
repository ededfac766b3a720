package ai.genops.destination.s3;

import java.time.Instant;
import java.util.Base64;

/// An object as it is to be stored.
///
/// @param id names its content, its form and its batch
/// @param sha256 of the bytes
/// @param batchTime when its batch was put together
@SuppressWarnings("ArrayRecordComponent") // never compared
record Stored(String id, Form form, byte[] bytes, byte[] sha256, Instant batchTime) {
    String checksum() {
        return Base64.getEncoder().encodeToString(sha256);
    }

    Instant retainUntil() {
        return form.lock().retention().from(batchTime);
    }
}
