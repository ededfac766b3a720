package ai.genops.destination.delivery;

import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Writes down what a destination refused for good: one event a line, with the reason and the body that was sent, in
/// `dead-letter/<id>/00000001.ndjson` and so on. Bounded: at most [#MAX_FILES] files of about [#MAX_FILE_BYTES];
/// beyond, the oldest file goes, which is counted and written down. Safe for concurrent use.
final class DeadLetters {
    static final long MAX_FILE_BYTES = 16_000_000;
    static final int MAX_FILES = 16;

    private final String id;
    private final Path dataFolder;
    private final LetterFolder folder;
    private final long maxFileBytes;
    private final InstantSource clock;
    private final Redaction redaction;
    private final ReentrantLock lock = new ReentrantLock();
    private final JsonBuffer lines = new JsonBuffer(1024);
    private final LetterTally tally;
    private final long opening;
    private long refused;
    private long refusedAgain;
    private long redelivered;
    private long returned;
    private long discarded;
    private long lost;

    /// Whether the body is what was sent, or, for what could not be written for the destination, the event as JSON.
    enum Kind {
        REFUSED,
        UNENCODABLE,
        OVERFLOW
    }

    DeadLetters(String id, Path dataFolder, long maxFileBytes, InstantSource clock, Redaction redaction) {
        this.id = id;
        this.dataFolder = dataFolder;
        this.folder = new LetterFolder(dataFolder, id);
        this.maxFileBytes = maxFileBytes;
        this.clock = clock;
        this.redaction = redaction;
        tally = new LetterTally(folder);
        opening = tally.present().letters();
    }

    Path folder() {
        return folder.path();
    }

    /// Letters that went because there were too many, since the start.
    long lost() {
        lock.lock();
        try {
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /// What came in and what left, and whether it is there.
    LetterBooks books() {
        lock.lock();
        try {
            LetterTally.Present present = tally.present();
            return new LetterBooks(
                    opening,
                    refused,
                    refusedAgain,
                    redelivered,
                    returned,
                    discarded,
                    lost,
                    present.letters(),
                    present.bytes(),
                    present.oldestSeconds());
        } finally {
            lock.unlock();
        }
    }

    /// Letters of a file have been sent again: `kept` are the lines that stay. If there were too many letters, the file
    /// may have gone meanwhile, and all that was in it is in the books already.
    void takeOut(Path file, List<String> kept, long delivered, long refusedOnceMore, String by) throws IOException {
        lock.lock();
        try {
            if (folder.files().contains(file)) {
                folder.note(file, delivered + refusedOnceMore, by, "sent again", clock.instant());
                folder.keep(file, kept);
                tally.forget(file);
                redelivered += delivered;
                returned += refusedOnceMore;
                DurableFile.syncFolder(folder.path());
            }
        } finally {
            lock.unlock();
        }
    }

    /// Deletes a file because people want it.
    long discard(String file, String by, String reason) throws IOException {
        lock.lock();
        try {
            long letters = new DeadLetterBox(dataFolder, id, clock).discard(file, by, reason);
            discarded += letters;
            return letters;
        } finally {
            lock.unlock();
        }
    }

    /// Durable when it returns.
    void write(Request request, Kind kind, String reason) throws IOException {
        lock.lock();
        try {
            append(request, kind, reason);
            refused += request.events();
            dropOldest();
        } finally {
            lock.unlock();
        }
    }

    /// The same, for what was a dead letter before, and was sent again in vain.
    void writeAgain(Request request, String reason) throws IOException {
        lock.lock();
        try {
            append(request, Kind.REFUSED, reason);
            refusedAgain += request.events();
            dropOldest();
        } finally {
            lock.unlock();
        }
    }

    private void append(Request request, Kind kind, String reason) throws IOException {
        lines.clear();
        for (int i = 0; i < request.events(); i++) {
            line(request, i, kind, reason);
        }
        DurableFile.append(current(), lines.view());
    }

    /// From now on `file` is not added to.
    void seal(String file) throws IOException {
        lock.lock();
        try {
            List<Path> files = folder.files();
            if (!files.isEmpty() && files.getLast().getFileName().toString().equals(file)) {
                Path fresh = folder.numbered(LetterFolder.number(files.getLast()) + 1);
                DurableFile.append(fresh, ByteBuffer.allocate(0));
            }
        } finally {
            lock.unlock();
        }
    }

    private void line(Request request, int index, Kind kind, String reason) {
        Instant now = clock.instant();
        lines.ascii("{\"time\":");
        EventJson.seconds(now.getEpochSecond() * 1_000_000_000L + now.getNano(), lines);
        lines.ascii(",\"destination\":").text(id);
        lines.ascii(",\"request\":").text(request.id());
        lines.ascii(",\"first\":").number(request.firstOffset());
        lines.ascii(",\"next\":").number(request.nextOffset());
        lines.ascii(",\"millis\":").number(request.batchMillis());
        lines.ascii(",\"place\":").number(request.place(index));
        lines.ascii(",\"reason\":").text(redaction.apply(reason));
        if (kind == Kind.UNENCODABLE) {
            lines.ascii(",\"unencodable\":true");
        }
        body(request.event(index));
        lines.ascii("}\n");
    }

    /// As text without secrets, marked where they have to be put back; what is no UTF-8, as Base64.
    private void body(ByteBuffer bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            lines.ascii(",\"body_base64\":").text(Base64.getEncoder().encodeToString(copy));
            return;
        }
        if (redaction.apply(text).equals(text)) {
            lines.ascii(",\"body\":").text(text);
            return;
        }
        String marked = redaction.mark(text);
        lines.ascii(marked == null ? ",\"secrets\":\"lost\"" : ",\"secrets\":\"marked\"");
        lines.ascii(",\"body\":").text(marked == null ? redaction.apply(text) : marked);
    }

    private Path current() throws IOException {
        List<Path> files = folder.files();
        if (files.isEmpty()) {
            return folder.numbered(1);
        }
        Path last = files.getLast();
        return Files.size(last) < maxFileBytes ? last : folder.numbered(LetterFolder.number(last) + 1);
    }

    private void dropOldest() throws IOException {
        List<Path> files = folder.files();
        for (Path oldest : files.subList(0, Math.max(0, files.size() - MAX_FILES))) {
            lost += folder.remove(oldest, "genops", "more than " + MAX_FILES + " files", clock.instant());
        }
    }
}
