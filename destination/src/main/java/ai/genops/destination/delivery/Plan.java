package ai.genops.destination.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which batches have been sent, or may have been, and are not past the checkpoint: after a restart they are cut at
/// the same records, with the same time, so that their requests have the same ids. A text file that a person can
/// read, `delivery/<id>/plan`, replaced as a whole:
/// ```
/// genops-plan 1
/// 7000 7100 1763600000000
/// crc 1f2e3d4c
/// ```
/// One line per batch: offset of its first record, offset after its last, when it was closed. Bounded by the batches
/// in flight. Safe for concurrent use.
final class Plan {
    private static final Logger log = LoggerFactory.getLogger(Plan.class);
    private static final String TITLE = "genops-plan 1\n";

    private final Path file;
    private final LongSupplier committed;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Cut> begun = new ArrayList<>();

    /// A batch by what does not change of it.
    record Cut(long first, long next, long closedMillis) {
        boolean overlaps(Cut other) {
            return first < other.next && other.first < next;
        }
    }

    /// @param committed every record before it is done with
    private Plan(Path file, LongSupplier committed) {
        this.file = file;
        this.committed = committed;
    }

    /// The plan of a destination, with the batches that are not done with. What the file says is lost if it is
    /// damaged, which a crash cannot do: then repetitions may go under other ids.
    static Plan open(String id, Path dataFolder, LongSupplier committed) throws IOException {
        Path file = dataFolder.resolve("delivery").resolve(Folders.name(id)).resolve("plan");
        Plan plan = new Plan(file, committed);
        if (Files.exists(file)) {
            plan.begun.addAll(plan.parse(Files.readString(file, UTF_8)));
            // The process may have been killed before the file's name was durable, and what is planned is acted on.
            DurableFile.syncFolder(Objects.requireNonNull(file.getParent()));
            plan.dropDone();
        }
        return plan;
    }

    /// The batches to be cut again, in the order of the log; asked before the first begins.
    List<Cut> cuts() {
        return begun.stream().sorted(Comparator.comparingLong(Cut::first)).toList();
    }

    /// To be called before a batch's first attempt. Durable when it returns.
    void begin(Batch batch) throws IOException {
        lock.lock();
        try {
            begin(new Cut(batch.first(), batch.next(), batch.closedMillis()));
        } finally {
            lock.unlock();
        }
    }

    private void begin(Cut cut) throws IOException {
        if (begun.contains(cut)) {
            return;
        }
        List<Cut> before = List.copyOf(begun);
        dropDone();
        // One that was cut otherwise before has lost a record meanwhile.
        begun.removeIf(cut::overlaps);
        begun.add(cut);
        try {
            DurableFile.replace(file, format().getBytes(UTF_8));
        } catch (IOException e) {
            begun.clear();
            begun.addAll(before);
            throw e;
        }
    }

    private void dropDone() {
        long done = committed.getAsLong();
        begun.removeIf(cut -> cut.first() < done);
    }

    private String format() {
        StringBuilder text = new StringBuilder(TITLE);
        begun.forEach(cut -> text.append("%d %d %d\n".formatted(cut.first(), cut.next(), cut.closedMillis())));
        return text + crcLine(text.toString());
    }

    private List<Cut> parse(String text) {
        int crcAt = text.lastIndexOf("crc ");
        if (crcAt < 0 || !text.startsWith(TITLE) || !text.substring(crcAt).equals(crcLine(text.substring(0, crcAt)))) {
            log.warn("{} is damaged; what was under way may arrive a second time under another id", file);
            return List.of();
        }
        return text.substring(TITLE.length(), crcAt).lines().map(Plan::cut).toList();
    }

    private static Cut cut(String line) {
        String[] words = line.split(" ", -1);
        return new Cut(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    private static String crcLine(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return "crc %08x\n".formatted(crc.getValue());
    }
}
