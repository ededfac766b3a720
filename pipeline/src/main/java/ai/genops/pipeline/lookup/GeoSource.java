package ai.genops.pipeline.lookup;

import ai.genops.pipeline.lookup.match.Address;
import ai.genops.pipeline.lookup.read.Unpacking;
import com.maxmind.db.CHMCache;
import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A MaxMind database, held in memory and kept current with its file as [LookupSource] does. Safe for concurrent use,
/// but for [#refresh].
public final class GeoSource extends FileLookup {
    private static final Logger LOG = LoggerFactory.getLogger(GeoSource.class);

    private final AtomicBoolean damaged = new AtomicBoolean();
    private volatile Version version;

    private record Version(Reader reader, long bytes) {}

    /// @throws IOException if the file is no such database; the message says why
    GeoSource(LookupDefinition definition) throws IOException {
        super(definition);
        this.version = open();
    }

    /// As [#find(InetAddress)], of an address as it is written; null as well if the text is none.
    public @Nullable Map<?, ?> find(String text) {
        byte[] bytes = Address.parse(text);
        try {
            return bytes == null ? null : find(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /// What the database says of an address; null if nothing, or if the database is damaged there.
    public @Nullable Map<?, ?> find(InetAddress address) {
        try {
            return version.reader().get(address, Map.class);
        } catch (IOException | RuntimeException e) {
            if (damaged.compareAndSet(false, true)) {
                LOG.warn("the database {} is damaged: {}", id(), e.getMessage());
            }
            return null;
        }
    }

    @Override
    public long rows() {
        return version.reader().getMetadata().nodeCount();
    }

    @Override
    public long bytes() {
        return version.bytes();
    }

    @Override
    void load() throws IOException {
        version = open();
    }

    /// In the heap rather than mapped: a mapped file that is written over takes the process down.
    private Version open() throws IOException {
        try (InputStream in =
                Unpacking.open(definition().file(), definition().reading().maxBytes())) {
            byte[] database = in.readAllBytes();
            return new Version(new Reader(new ByteArrayInputStream(database), new CHMCache()), database.length);
        } catch (InvalidDatabaseException | IllegalArgumentException e) {
            throw new IOException("it is no MaxMind database: " + e.getMessage(), e);
        }
    }
}
