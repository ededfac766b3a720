package ai.genops.destination.s3;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Files in a bucket, under one prefix. Each request is tried four times. What is written is there when the method
/// returns, for everybody, and the store has compared its SHA-256. Opens no connection before the first request. Safe
/// for concurrent use. Everything throws an [IOException] that says what the store said, without secrets.
public final class Bucket implements AutoCloseable {
    private static final int PART_BYTES = 16 * 1024 * 1024;
    private static final UploadSettings UPLOAD = new UploadSettings(PART_BYTES, false, false);

    private final BucketAddress address;
    private final S3Client store;

    Bucket(BucketAddress address, S3Client store) {
        this.address = address;
        this.store = store;
    }

    /// A file.
    ///
    /// @param name without the prefix
    /// @param modified by the store's clock
    public record Item(String name, long bytes, Instant modified) {}

    /// What asks the store; some of it may fail.
    private interface Asking<T> {
        T ask() throws IOException;
    }

    /// The files whose names begin so, sorted by name.
    public List<Item> list(String beginning) throws IOException {
        return told(() ->
                store
                        .listObjectsV2Paginator(
                                list -> list.bucket(address.bucket()).prefix(key(beginning)))
                        .contents()
                        .stream()
                        .map(object -> new Item(
                                object.key().substring(address.prefix().length()),
                                object.size(),
                                object.lastModified()))
                        .toList());
    }

    /// The bytes of a file.
    ///
    /// @throws FileNotFoundException if there is none
    public InputStream read(String name) throws IOException {
        return told(() -> {
            try {
                return store.getObject(get -> get.bucket(address.bucket()).key(key(name)));
            } catch (NoSuchKeyException e) {
                var missing = new FileNotFoundException(name + " is missing in " + address);
                missing.initCause(e);
                throw missing;
            }
        });
    }

    /// Writes a small file, over one that is there.
    public void write(String name, byte[] bytes) throws IOException {
        told(() -> {
            put(name, MultipartUpload.Content.of(bytes));
            return name;
        });
    }

    /// Writes a file of any size, over one that is there.
    public void write(String name, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var content = new MultipartUpload.Content() {
                @Override
                public long bytes() throws IOException {
                    return channel.size();
                }

                @Override
                public ByteBuffer piece(long from, int length) throws IOException {
                    ByteBuffer piece = ByteBuffer.allocate(length);
                    while (piece.hasRemaining() && channel.read(piece, from + piece.position()) >= 0) {
                        // goes on
                    }
                    return piece.flip();
                }
            };
            told(() -> {
                put(name, content);
                return name;
            });
        }
    }

    /// One that is not there is no failure.
    public void delete(String name) throws IOException {
        told(() -> store.deleteObject(delete -> delete.bucket(address.bucket()).key(key(name))));
    }

    private void put(String name, MultipartUpload.Content content) throws IOException {
        if (content.bytes() > PART_BYTES) {
            new MultipartUpload(store, address.bucket(), UPLOAD)
                    .put(CreateMultipartUploadRequest.builder().key(key(name)), content);
        } else {
            ByteBuffer all = content.piece(0, (int) content.bytes());
            var digest = Packing.digest("SHA-256");
            digest.update(all.duplicate());
            store.putObject(
                    put -> put.bucket(address.bucket())
                            .key(key(name))
                            .contentLength((long) all.remaining())
                            .checksumSHA256(Base64.getEncoder().encodeToString(digest.digest())),
                    RequestBody.fromRemainingByteBuffer(all));
        }
    }

    private String key(String name) {
        return address.prefix() + name;
    }

    private <T> T told(Asking<T> asking) throws IOException {
        try {
            return asking.ask();
        } catch (SdkException e) {
            throw new IOException(Reasons.of(e, address.bucket()), e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
