package ai.genops.log;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Undoes what [Packer] did. The length a payload declares bounds the memory, and must be what comes out; it is itself
/// bounded. Not thread-safe; what it returns is valid until the next call.
final class Unpacker implements AutoCloseable {
    private @Nullable ZstdDecompressCtx zstd;
    private Bytes unpacked = Bytes.NONE;

    /// The payload; null if these bytes are not what a packer makes.
    @Nullable
    Bytes unpack(int code, Bytes packed) {
        if (packed.length() < Packer.LENGTH_BYTES) {
            return null;
        }
        int declared = packed.view().getInt(0);
        if (declared <= 0 || declared > LogConfig.MAX_RECORD_BYTES) {
            return null;
        }
        if (code == Compression.ZSTD.code()) {
            return zstd(packed, declared);
        }
        return code == Compression.GZIP.code() ? gzip(packed, declared) : null;
    }

    private @Nullable Bytes zstd(Bytes packed, int declared) {
        int length = packed.length() - Packer.LENGTH_BYTES;
        try {
            if (Zstd.getFrameContentSize(packed.array(), Packer.LENGTH_BYTES, length) != declared) {
                return null;
            }
            var into = room(declared);
            int got = context()
                    .decompressByteArray(into.array(), 0, declared, packed.array(), Packer.LENGTH_BYTES, length);
            return got == declared ? into : null;
        } catch (ZstdException e) {
            return null;
        }
    }

    private @Nullable Bytes gzip(Bytes packed, int declared) {
        var in = new ByteArrayInputStream(packed.array(), Packer.LENGTH_BYTES, packed.length() - Packer.LENGTH_BYTES);
        try (var gzip = new GZIPInputStream(in)) {
            var into = room(declared);
            int got = gzip.readNBytes(into.array(), 0, declared);
            return got == declared && gzip.read() < 0 ? into : null;
        } catch (IOException e) {
            return null;
        }
    }

    private ZstdDecompressCtx context() {
        var context = zstd;
        if (context == null) {
            context = new ZstdDecompressCtx();
            zstd = context;
        }
        return context;
    }

    private Bytes room(int length) {
        unpacked = unpacked.grown(length);
        return unpacked;
    }

    @Override
    public void close() {
        var context = zstd;
        zstd = null;
        if (context != null) {
            context.close();
        }
    }
}
