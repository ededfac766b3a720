package ai.genops.server.job;

import ai.genops.event.JsonBuffer;
import ai.genops.search.Result;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rows in a file, a JSON array per line; where every 256th begins is kept in memory.
final class RowsInFile implements Rows {
    private static final Logger LOG = LoggerFactory.getLogger(RowsInFile.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final int STEP = 256;

    private final Path file;
    private final long[] begins;
    private final int count;
    private final long bytes;

    private RowsInFile(Path file, long[] begins, int count, long bytes) {
        this.file = file;
        this.begins = begins;
        this.count = count;
        this.bytes = bytes;
    }

    static RowsInFile write(Path file, List<Result.Row> rows) throws IOException {
        long[] begins = new long[(rows.size() + STEP - 1) / STEP];
        long bytes = 0;
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            var line = new JsonBuffer(1024);
            for (int i = 0; i < rows.size(); i++) {
                if (i % STEP == 0) {
                    begins[i / STEP] = bytes;
                }
                line.clear();
                RowJson.write(rows.get(i), line);
                out.write(line.raw('\n').toBytes());
                bytes += line.size();
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new RowsInFile(file, begins, rows.size(), bytes);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public List<Result.Row> read(int offset, int wanted) throws IOException {
        List<Result.Row> rows = new ArrayList<>();
        int until = (int) Math.min(count, (long) offset + wanted);
        if (offset >= until) {
            return rows;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(begins[offset / STEP]);
            var in = new BufferedReader(new InputStreamReader(
                    new BufferedInputStream(Channels.newInputStream(channel)), StandardCharsets.UTF_8));
            for (int i = offset / STEP * STEP; i < until; i++) {
                String line = in.readLine();
                if (line == null) {
                    throw new IOException("the results in " + file + " end too early");
                }
                if (i >= offset) {
                    rows.add(row(line));
                }
            }
        }
        return rows;
    }

    private static Result.Row row(String line) throws IOException {
        try (JsonParser in = JSON.createParser(line)) {
            in.nextToken();
            return RowJson.read(in);
        }
    }

    @Override
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the results of a job could not be deleted: {}", e.toString());
        }
    }
}
