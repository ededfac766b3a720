package ai.genops.pipeline.lookup;

import static ai.genops.pipeline.lookup.LookupFolder.find;
import static ai.genops.pipeline.lookup.LookupFolder.use;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
    private static final Instant START = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    Path path;

    private LookupFolder folder;

    @BeforeEach
    void begin() {
        folder = new LookupFolder(path);
    }

    @Test
    void aChangedFileIsReadWhenItsIntervalIsOver() throws IOException {
        folder.write("t.csv", "k,v\na,1\n");
        var source = folder.source("t");
        var use = use(source, "k");
        source.refresh(START);
        folder.change("t.csv", "k,v\na,2\nb,3\n");
        source.refresh(START.plusSeconds(299));
        assertThat(find(use, "a")).endsWith(1L);
        source.refresh(START.plusSeconds(300));
        assertThat(find(use, "a")).endsWith(2L);
        assertThat(source.rows()).isEqualTo(2);
        assertThat(source.reloads()).isEqualTo(1);
    }

    @Test
    void aBrokenFileLeavesTheRowsAsTheyWereAndIsCountedOnce() throws IOException {
        folder.write("t.csv", "k,v\na,1\n");
        var source = folder.source("t");
        var use = use(source, "k");
        folder.change("t.csv", "k,v\na\n");
        for (int i = 0; i < 3; i++) {
            source.refresh(START.plusSeconds(300L * i));
        }
        assertThat(find(use, "a")).endsWith(1L);
        assertThat(source.lastError()).isEqualTo("line 2 has 1 values for 2 columns");
        assertThat(source.failures()).isEqualTo(1);
        folder.change("t.csv", "k,w\na,1\n");
        source.refresh(START.plusSeconds(2000));
        assertThat(source.lastError()).isEqualTo("it has no column `v`; its columns are: k, w");
        Files.delete(folder.path("t.csv"));
        source.refresh(START.plusSeconds(3000));
        assertThat(source.lastError()).isEqualTo("it is not there any more");
        assertThat(source.failures()).isEqualTo(3);
        assertThat(find(use, "a")).endsWith(1L);
        folder.write("t.csv", "v,k\n7,a\n");
        source.refresh(START.plusSeconds(4000));
        assertThat(source.lastError()).isEmpty();
        assertThat(find(use, "a")).containsExactly("a", 7L);
    }

    @Test
    void aChangeOfContentWithTheSameSizeAndTimeIsSeenWhileTheTimeIsFresh() throws IOException {
        folder.write("t.csv", "k,v\na,1\n");
        var source = folder.source("t");
        var use = use(source, "k");
        FileTime time = Files.getLastModifiedTime(folder.path("t.csv"));
        folder.write("t.csv", "k,v\na,2\n");
        Files.setLastModifiedTime(folder.path("t.csv"), time);
        source.refresh(time.toInstant());
        assertThat(find(use, "a")).endsWith(2L);
    }

    @Test
    void aFileThatWasOnlyTouchedIsNotReadAgain() throws IOException {
        folder.write("t.csv", "k,v\na,1\n");
        var source = folder.source("t");
        folder.change("t.csv", "k,v\na,1\n");
        source.refresh(START);
        assertThat(source.reloads()).isZero();
    }

    @Test
    void whoeverLooksUpWhileAFileIsReadSeesOneVersionAsAWhole() throws Exception {
        folder.write("t.csv", rows("old"));
        var source = folder.source("t", "id: t\nfile: t.csv\nreload_interval: 0s");
        var use = use(source, "k");
        var stop = new AtomicBoolean();
        var torn = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                var row = Objects.requireNonNull(find(use, "k7"));
                torn.compareAndSet(false, !Objects.equals(row.get(1), row.get(2)));
            }
        });
        for (int i = 0; i < 20; i++) {
            folder.change("t.csv", i % 2 == 0 ? "w,k,v\nnew,k7,new\n" : rows("old"));
            source.refresh(START.plusSeconds(i));
        }
        stop.set(true);
        reader.join();
        assertThat(torn).isFalse();
        assertThat(source.reloads()).isEqualTo(20);
    }

    private static String rows(String value) {
        var text = new StringBuilder("k,v,w\n");
        for (int i = 0; i < 50; i++) {
            text.append("k%d,%s,%s\n".formatted(i, value, value));
        }
        return text.toString();
    }
}
