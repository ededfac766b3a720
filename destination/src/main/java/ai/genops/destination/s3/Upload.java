package ai.genops.destination.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Brings one object to the store and makes sure that it is there: written only where nothing is, proven by a
/// checksum on the way, looked at afterwards.
final class Upload {
    static final String ID = "genops-id";
    private static final String BYTES = "genops-bytes";
    private static final String SHA256 = "genops-sha256";
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client store;
    private final String bucket;
    private final UploadSettings settings;
    private final MultipartUpload multipart;

    Upload(S3Client store, String bucket, UploadSettings settings) {
        this.store = store;
        this.bucket = bucket;
        this.settings = settings;
        multipart = new MultipartUpload(store, bucket, settings);
    }

    /// What is wrong with what the store now holds; empty if all is well. Throws the client's exceptions.
    String store(String key, Stored object) throws IOException {
        String left = put(key, object);
        if (left.isEmpty() || !left.equals(taken(key))) {
            return left;
        }
        return put(KeyTemplate.other(key, object.id()), object);
    }

    private String put(String key, Stored object) throws IOException {
        try {
            if (inParts(object)) {
                multipart.put(creation(key, object), MultipartUpload.Content.of(object.bytes()));
            } else {
                single(key, object);
            }
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED) {
                throw e;
            }
            // Something is there. If it is this object, an earlier attempt has arrived without our hearing of it.
        }
        return verify(key, object);
    }

    private boolean inParts(Stored object) {
        return object.bytes().length > 2L * settings.partBytes();
    }

    private void single(String key, Stored object) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(object.form().contentType())
                .contentLength((long) object.bytes().length)
                .metadata(metadata(object));
        if (settings.md5()) {
            byte[] md5 = Packing.digest("MD5").digest(object.bytes());
            request.contentMD5(Base64.getEncoder().encodeToString(md5));
        } else {
            request.checksumAlgorithm(ChecksumAlgorithm.SHA256).checksumSHA256(object.checksum());
        }
        if (settings.createOnly()) {
            request.ifNoneMatch("*");
        }
        Form form = object.form();
        if (!form.storageClass().equals("STANDARD")) {
            request.storageClass(form.storageClass());
        }
        if (!form.encryption().algorithm().equals("none")) {
            request.serverSideEncryption(form.encryption().algorithm());
        }
        if (!form.encryption().keyId().isEmpty()) {
            request.ssekmsKeyId(form.encryption().keyId());
        }
        if (form.lock().on()) {
            request.objectLockMode(form.lock().mode()).objectLockRetainUntilDate(object.retainUntil());
        }
        store.putObject(request.build(), RequestBody.fromRemainingByteBuffer(ByteBuffer.wrap(object.bytes())));
    }

    private CreateMultipartUploadRequest.Builder creation(String key, Stored object) {
        Form form = object.form();
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .key(key)
                .contentType(form.contentType())
                .metadata(metadata(object));
        if (!form.storageClass().equals("STANDARD")) {
            request.storageClass(form.storageClass());
        }
        if (!form.encryption().algorithm().equals("none")) {
            request.serverSideEncryption(form.encryption().algorithm());
        }
        if (!form.encryption().keyId().isEmpty()) {
            request.ssekmsKeyId(form.encryption().keyId());
        }
        if (form.lock().on()) {
            request.objectLockMode(form.lock().mode()).objectLockRetainUntilDate(object.retainUntil());
        }
        return request;
    }

    private String verify(String key, Stored object) {
        HeadObjectResponse found;
        try {
            found = store.headObject(head -> head.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
        } catch (NoSuchKeyException e) {
            return "the store took `" + key + "`, and does not have it";
        }
        Map<String, String> said = found.metadata();
        if (!object.id().equals(said.get(ID))) {
            return taken(key);
        }
        // What an earlier version packed may differ in its bytes, never from what it said of them itself.
        boolean whole = Objects.equals(String.valueOf(found.contentLength()), said.get(BYTES));
        String checksum = found.checksumSHA256();
        // Objects in parts say none: their checksum is one of checksums, each of which the store has compared.
        String sent = said.get(SHA256);
        boolean same = checksum == null || sent == null || hex(checksum).equals(sent);
        if (!whole || !same) {
            return "`" + key + "` is not what was sent: " + found.contentLength() + " bytes instead of "
                    + said.get(BYTES) + (same ? "" : ", with another checksum");
        }
        boolean locked = !object.form().lock().on() || found.objectLockMode() != null;
        return locked
                ? ""
                : "the store took `" + key + "` without locking it, or s3:GetObjectRetention is not permitted, without"
                        + " which it does not say";
    }

    private static String taken(String key) {
        return "another object is named `" + key + "`";
    }

    private Map<String, String> metadata(Stored object) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ID, object.id());
        metadata.put(BYTES, String.valueOf(object.bytes().length));
        if (!inParts(object)) {
            metadata.put(SHA256, HexFormat.of().formatHex(object.sha256()));
        }
        return metadata;
    }

    private static String hex(String base64) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    }
}
