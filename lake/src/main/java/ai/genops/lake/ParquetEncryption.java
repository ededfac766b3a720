package ai.genops.lake;

import ai.genops.lake.ParquetCipher.Module;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Makes an encrypted Parquet file of one that is not: Parquet's modular encryption, with one key for the footer and
/// all columns. Pages are sealed as they are, so compression, statistics and what readers skip stay:
///
/// ```
/// PARE
/// per row group and column: per page: its header, sealed; the page, sealed
/// which algorithm and key, to be read by everybody
/// the file's metadata, sealed, with the places of what has moved
/// length of both, PARE
/// ```
///
/// Indexes of pages and Bloom filters are left out. Numbers of fields are those of parquet.thrift:
/// https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
final class ParquetEncryption {
    private static final byte[] PLAIN = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEALED = "PARE".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL = Integer.BYTES + PLAIN.length;
    private static final int DICTIONARY = 2;

    private final FileChannel in;
    private final OutputStream out;
    private final ParquetCipher cipher;
    private long written;

    private ParquetEncryption(FileChannel in, OutputStream out, ParquetCipher cipher) {
        this.in = in;
        this.out = out;
        this.cipher = cipher;
    }

    /// Writes `to`, which is not there yet.
    ///
    /// @param keyName which the file tells everybody
    /// @throws IOException if `from` cannot be read, or is not what DuckDB writes
    static void write(Path from, Path to, String keyName, ParquetCipher cipher) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                OutputStream out =
                        new BufferedOutputStream(Files.newOutputStream(to, StandardOpenOption.CREATE_NEW), 1 << 20)) {
            new ParquetEncryption(in, out, cipher).run(keyName);
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new IOException("`" + from + "` cannot be encrypted: " + e.getMessage(), e);
        }
    }

    private void run(String keyName) throws IOException {
        ThriftStruct metadata = metadata();
        put(SEALED);
        List<ThriftStruct> groups = metadata.structs(4);
        for (int group = 0; group < groups.size(); group++) {
            rowGroup(groups.get(group), group);
        }
        byte[] algorithm = ThriftWriter.bytes(algorithm(keyName));
        byte[] footer = cipher.seal(Module.FOOTER, ThriftWriter.bytes(metadata));
        put(algorithm);
        put(footer);
        put(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(algorithm.length + footer.length)
                .array());
        put(SEALED);
    }

    private ThriftStruct metadata() throws IOException {
        ByteBuffer tail = read(in.size() - TAIL, TAIL);
        int length = tail.getInt();
        if (!tail.equals(ByteBuffer.wrap(PLAIN))) {
            throw new IOException("it is no Parquet file, or is encrypted already");
        }
        return ThriftReader.struct(read(in.size() - TAIL - length, length));
    }

    private void rowGroup(ThriftStruct group, int ordinal) throws IOException {
        long start = written;
        List<ThriftStruct> chunks = group.structs(1);
        for (int column = 0; column < chunks.size(); column++) {
            chunk(chunks.get(column), ordinal, column);
        }
        group.put(5, ThriftStruct.LONG, start)
                .put(6, ThriftStruct.LONG, written - start)
                .put(7, ThriftStruct.SHORT, (long) ordinal);
    }

    private void chunk(ThriftStruct chunk, int group, int column) throws IOException {
        ThriftStruct metadata = chunk.struct(3);
        long from = metadata.number(9);
        if (metadata.has(11)) {
            from = Math.min(from, metadata.number(11));
        }
        chunk.remove(4, 5, 6, 7);
        metadata.remove(10, 11, 14, 15);
        metadata.put(9, ThriftStruct.LONG, -1L);
        long start = written;
        ByteBuffer pages = read(from, metadata.number(7));
        while (pages.hasRemaining()) {
            page(pages, metadata, group, column);
        }
        metadata.put(7, ThriftStruct.LONG, written - start);
        chunk.put(2, ThriftStruct.LONG, 0L)
                .put(8, ThriftStruct.STRUCT, new ThriftStruct().put(1, ThriftStruct.STRUCT, new ThriftStruct()));
    }

    /// Every data page is the first: a chunk that DuckDB writes has one, unless 2,048 rows have 100 MB, and of a second
    /// DuckDB 2.0 believes that it is the first as well.
    private void page(ByteBuffer pages, ThriftStruct metadata, int group, int column) throws IOException {
        ThriftStruct header = ThriftReader.struct(pages);
        boolean dictionary = header.number(1) == DICTIONARY;
        if (dictionary || metadata.number(9) < 0) {
            metadata.put(dictionary ? 11 : 9, ThriftStruct.LONG, written);
        }
        var page = new byte[(int) header.number(3)];
        pages.get(page);
        header.put(3, ThriftStruct.INT, (long) page.length + ParquetCipher.OVERHEAD);
        header.remove(4);
        byte[] described = ThriftWriter.bytes(header);
        if (dictionary) {
            put(cipher.seal(Module.DICTIONARY_PAGE_HEADER, described, group, column));
            put(cipher.seal(Module.DICTIONARY_PAGE, page, group, column));
        } else {
            put(cipher.seal(Module.DATA_PAGE_HEADER, described, group, column, 0));
            put(cipher.seal(Module.DATA_PAGE, page, group, column, 0));
        }
    }

    private ThriftStruct algorithm(String keyName) {
        var aesGcm = new ThriftStruct().put(2, ThriftStruct.BINARY, cipher.unique());
        return new ThriftStruct()
                .put(1, ThriftStruct.STRUCT, new ThriftStruct().put(1, ThriftStruct.STRUCT, aesGcm))
                .put(2, ThriftStruct.BINARY, keyName.getBytes(StandardCharsets.UTF_8));
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    private ByteBuffer read(long from, long length) throws IOException {
        if (from < 0 || length < 0 || length > Integer.MAX_VALUE) {
            throw new IOException("it has " + length + " bytes at " + from);
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (in.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException("it ends too early");
            }
        }
        return buffer.flip();
    }
}
