package ai.genops.pipeline.lookup.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.pipeline.lookup.table.Table;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
    @TempDir
    Path folder;

    private Table read(Format format, byte[] content, Charset encoding, long maxBytes) throws IOException {
        Path file = folder.resolve("t");
        Files.write(file, content);
        return TableReader.read(file, new ReadOptions(format, encoding, maxBytes, "key"));
    }

    private Table read(Format format, String text) throws IOException {
        return read(format, text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8, 10_000);
    }

    private static List<@Nullable Object> row(Table table, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < table.names().size(); i++) {
            values.add(table.column(i).value(row));
        }
        return values;
    }

    @Test
    void csvIsReadByRfc4180WithoutComments() throws IOException {
        Table table = read(Format.CSV, "\uFEFFname,text\r\n#1,\"a \"\"b\"\",\r\nc\"\r\n\r\n#2,\r\n");
        assertThat(table.names()).containsExactly("name", "text");
        assertThat(row(table, 0)).containsExactly("#1", "a \"b\",\r\nc");
        assertThat(row(table, 1)).containsExactly("#2", null);
        assertThat(table.line(0)).isEqualTo(2);
        assertThat(table.line(1)).isEqualTo(5);
    }

    @Test
    void theEncodingIsTheMarksElseTheConfigured() throws IOException {
        for (Charset encoding : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Table marked =
                    read(Format.CSV, "\uFEFFstraße\nMünchen\n".getBytes(encoding), StandardCharsets.US_ASCII, 1000);
            assertThat(marked.names()).as("%s", encoding).containsExactly("straße");
            assertThat(row(marked, 0)).containsExactly("München");
        }
        byte[] latin = "straße\nMünchen\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(row(read(Format.CSV, latin, StandardCharsets.ISO_8859_1, 1000), 0))
                .containsExactly("München");
        assertThatThrownBy(() -> read(Format.CSV, latin, StandardCharsets.UTF_8, 1000))
                .hasMessage("after line 1 something is not UTF-8; say what it is with `encoding`");
    }

    @Test
    void gzipAndZstandardAreToldByTheirFirstBytes() throws IOException {
        byte[] plain = "k,v\na,1\n".getBytes(StandardCharsets.UTF_8);
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(plain);
        }
        for (byte[] packed : List.of(gzip.toByteArray(), Zstd.compress(plain))) {
            assertThat(row(read(Format.CSV, packed, StandardCharsets.UTF_8, 8), 0))
                    .containsExactly("a", 1L);
            assertThatThrownBy(() -> read(Format.CSV, packed, StandardCharsets.UTF_8, 7))
                    .hasMessage("it is larger than 7 bytes unpacked, which `max_bytes` permits");
        }
    }

    @Test
    void jsonIsAnArrayOrAnObjectOfObjects() throws IOException {
        Table array = read(Format.JSON, """
                [{"k": "a", "n": 1, "on": true},
                 {"on": false, "late": "007", "k": "b", "n": 1.5e3}]
                """);
        assertThat(array.names()).containsExactly("k", "n", "on", "late");
        assertThat(row(array, 0)).containsExactly("a", 1L, true, null);
        assertThat(row(array, 1)).containsExactly("b", 1500L, false, "007");
        Table keyed = read(Format.JSON, "{\"a\": {\"v\": 1},\n \"b\": {\"v\": null, \"w\": \"x\"}}");
        assertThat(keyed.names()).containsExactly("key", "v", "w");
        assertThat(row(keyed, 0)).containsExactly("a", 1L, null);
        assertThat(row(keyed, 1)).containsExactly("b", null, "x");
        assertThat(row(read(Format.JSON, "{\"a\": 1, \"b\": 2}"), 1)).containsExactly("b", 2L);
    }

    @Test
    void ndjsonIsOneObjectPerLine() throws IOException {
        Table table = read(Format.NDJSON, "{\"k\":\"1\",\"v\":1}\n\n{\"k\":\"2\",\"v\":2}\n");
        assertThat(row(table, 1)).containsExactly("2", 2L);
        assertThat(table.line(1)).isEqualTo(3);
    }

    @Test
    void whatIsWrongIsToldWithItsLine() {
        refused(() -> read(Format.CSV, ""), "it is empty");
        refused(() -> read(Format.CSV, "a,b\n1,2\n3\n"), "line 3 has 1 values for 2 columns");
        refused(() -> read(Format.CSV, "a,b\n\"x\n\ny\",2\n3,4,5\n"), "line 5 has 3 values for 2 columns");
        refused(() -> read(Format.CSV, "a,,c\n"), "line 1 gives no name to column 2");
        refused(() -> read(Format.CSV, "a,b,a\n"), "line 1 names the column `a` twice");
        refused(() -> read(Format.JSON, ""), "it is empty");
        refused(() -> read(Format.JSON, "[]"), "it is empty");
        refused(() -> read(Format.JSON, "[{\"a\":1},\n 2]"), "line 2: each row must be an object");
        refused(() -> read(Format.JSON, "[{\"a\":\n[1]}]"), "line 2: the value of `a` is a list or an object");
        refused(() -> read(Format.JSON, "[{\"a\":1,\"a\":2}]"), "line 1 is no JSON: Duplicate field 'a'");
        refused(() -> read(Format.JSON, "{\"x\":{\"key\":1}}"), "line 1: the object has a member `key`");
        refused(() -> read(Format.JSON, "{\"a\":{}}\n{\"b\":{}}"), "line 2: goes on after its end");
        refused(() -> read(Format.NDJSON, "{\"a\":1}\n{\"a\":"), "line 2 is no JSON");
        refused(() -> read(Format.MMDB, "x"), "a MaxMind database is for the processor `geoip`");
    }

    private static void refused(ThrowingCallable read, String message) {
        assertThatThrownBy(read).isInstanceOf(IOException.class).hasMessageStartingWith(message);
    }
}
