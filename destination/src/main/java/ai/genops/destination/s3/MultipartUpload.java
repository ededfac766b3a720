package ai.genops.destination.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// Sends an object in parts. Lock, class and encryption are said when it begins; what is begun and not completed is
/// aborted, here or, after a crash, when the same object is sent again.
final class MultipartUpload {
    private static final Logger log = LoggerFactory.getLogger(MultipartUpload.class);

    private final S3Client store;
    private final String bucket;
    private final UploadSettings settings;

    MultipartUpload(S3Client store, String bucket, UploadSettings settings) {
        this.store = store;
        this.bucket = bucket;
        this.settings = settings;
    }

    /// What is sent, in pieces that can be asked for again.
    interface Content {
        long bytes() throws IOException;

        ByteBuffer piece(long from, int length) throws IOException;

        static Content of(byte[] bytes) {
            return new Content() {
                @Override
                public long bytes() {
                    return bytes.length;
                }

                @Override
                public ByteBuffer piece(long from, int length) {
                    return ByteBuffer.wrap(bytes, (int) from, length);
                }
            };
        }
    }

    /// @param creation without the checksums' algorithm
    void put(CreateMultipartUploadRequest.Builder creation, Content content) throws IOException {
        if (!settings.md5()) {
            creation.checksumAlgorithm(ChecksumAlgorithm.SHA256);
        }
        CreateMultipartUploadRequest request = creation.bucket(bucket).build();
        String key = request.key();
        abortOrphans(key);
        String upload = store.createMultipartUpload(request).uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long start = 0; start < content.bytes(); start += settings.partBytes()) {
                int length = (int) Math.min(settings.partBytes(), content.bytes() - start);
                parts.add(part(key, upload, parts.size() + 1, content.piece(start, length)));
            }
            store.completeMultipartUpload(complete -> {
                complete.bucket(bucket).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts));
                if (settings.createOnly()) {
                    complete.ifNoneMatch("*");
                }
            });
        } catch (SdkException | IOException e) {
            abort(key, upload);
            throw e;
        }
    }

    private CompletedPart part(String key, String upload, int number, ByteBuffer bytes) {
        String digest = Base64.getEncoder().encodeToString(digest(settings.md5() ? "MD5" : "SHA-256", bytes));
        UploadPartRequest.Builder request = UploadPartRequest.builder()
                .bucket(bucket)
                .key(key)
                .uploadId(upload)
                .partNumber(number);
        if (settings.md5()) {
            request.contentMD5(digest);
        } else {
            request.checksumSHA256(digest);
        }
        UploadPartResponse answer = store.uploadPart(request.build(), RequestBody.fromRemainingByteBuffer(bytes));
        CompletedPart.Builder part = CompletedPart.builder().partNumber(number).eTag(answer.eTag());
        return (settings.md5() ? part : part.checksumSHA256(digest)).build();
    }

    private static byte[] digest(String algorithm, ByteBuffer bytes) {
        var digest = Packing.digest(algorithm);
        digest.update(bytes.duplicate());
        return digest.digest();
    }

    /// Parts of an attempt that a crash ended cost money until somebody aborts them. Only this object's own: nobody
    /// else uses its name.
    private void abortOrphans(String key) {
        try {
            store.listMultipartUploads(list -> list.bucket(bucket).prefix(key)).uploads().stream()
                    .filter(upload -> upload.key().equals(key))
                    .forEach(upload -> abort(key, upload.uploadId()));
        } catch (SdkException e) {
            log.info("unfinished uploads of `{}` cannot be listed: {}", key, Reasons.of(e, bucket));
        }
    }

    private void abort(String key, String upload) {
        try {
            store.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(upload));
        } catch (SdkException e) {
            log.info("an unfinished upload of `{}` cannot be aborted: {}", key, Reasons.of(e, bucket));
        }
    }
}
